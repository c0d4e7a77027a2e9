import { once } from 'node:events'
import { WebSocket } from 'ws'
import type { TestVisitor } from '../testing-visitor.ts'
import type { Answer } from './tally.ts'

type Call = { readonly path: string; readonly type: string; readonly body: string }

/** Past so many messages in a burst a socket is slowed down, so that a fresh one goes on. */
const mostPerSocket = 400

/** Calls over WebSockets, one of each visitor at a time. Close it. */
export function openSocketWire(origin: string) {
  const current = new Map<TestVisitor, Held>()
  const all: Promise<Line>[] = []
  const renew = (visitor: TestVisitor): Held => {
    const held = { line: openLine(origin, visitor), calls: 0 }
    current.set(visitor, held)
    all.push(held.line)
    return held
  }
  return {
    async send(visitor: TestVisitor, call: Call): Promise<Answer> {
      let held = current.get(visitor)
      if (held === undefined || held.calls >= mostPerSocket) held = renew(visitor)
      held.calls++
      const line = await held.line
      // It was closed with the session of its visitor, who comes back as a stranger.
      return line.isOpen() ? line.call(call) : (await renew(visitor).line).call(call)
    },
    async close() {
      for (const line of await Promise.all(all)) line.close()
    },
  }
}

type Held = { readonly line: Promise<Line>; calls: number }
type Part = {
  readonly id: number
  readonly error?: { readonly data: { readonly httpStatus: number } }
  readonly result?: { readonly type?: string }
}
type Line = Awaited<ReturnType<typeof openLine>>

async function openLine(origin: string, visitor: Pick<TestVisitor, 'cookies'>) {
  const socket = await openSocket(origin, visitor)
  const waiting = new Map<number, (answer: Omit<Answer, 'ms'>) => void>()
  let id = 0
  socket.on('message', (data) => {
    const text = String(data)
    if (text === 'PING') return socket.send('PONG')
    for (const part of [JSON.parse(text)].flat() as Part[]) {
      // A subscription has begun; what comes of it is told by its first event, or by its end, which is asked for.
      if (part.result?.type === 'started') {
        setTimeout(() => socket.send(JSON.stringify({ id: part.id, method: 'subscription.stop' })), 100)
        continue
      }
      waiting.get(part.id)?.({ status: part.error?.data.httpStatus ?? 200, text })
      waiting.delete(part.id)
    }
  })
  // A call that closes the socket of who made it (a session that ends) has been answered by that.
  socket.on('close', (code) => {
    for (const answer of waiting.values())
      answer({ status: code === 4401 || code === 1000 ? 401 : 500, text: `closed with ${code}` })
    waiting.clear()
  })
  return {
    isOpen: () => socket.readyState === WebSocket.OPEN,
    close: () => socket.close(),
    /** A subscription that goes on is stopped and counts as accepted. */
    call({ path, type, body }: Call): Promise<Answer> {
      const started = performance.now()
      const mine = ++id
      return new Promise((resolve) => {
        waiting.set(mine, (answer) => resolve({ ...answer, ms: performance.now() - started }))
        socket.send(
          `{"id":${mine},"method":"${type}","params":{"path":${JSON.stringify(path)},"input":${body}}}`,
        )
      })
    },
  }
}

/** A socket with a visitor's cookies. */
export async function openSocket(
  origin: string,
  { cookies }: Pick<TestVisitor, 'cookies'> = { cookies: new Map() },
): Promise<WebSocket> {
  const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  const socket = new WebSocket(`${origin.replace('http', 'ws')}/api/ws`, {
    headers: cookie === '' ? {} : { cookie },
  })
  socket.on('error', () => undefined)
  await once(socket, 'open')
  return socket
}
