import { once } from 'node:events'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { createTestApi, type TestApi } from '../testing.ts'
import { type Case, count, hostileCases, newTally } from './cases.ts'

let world: TestApi
beforeAll(async () => {
  world = await createTestApi()
})
afterAll(() => world.close())

test('bad input over WebSocket is refused by every procedure, and the socket goes on', async () => {
  const tally = newTally()
  const socket = await open()
  let id = 0
  for (const one of hostileCases()) {
    if (isJson(one.body) && one.body.length < 60_000) count(tally, one, await call(socket, ++id, one))
  }
  expect(socket.readyState).toBe(WebSocket.OPEN)
  socket.close()
  const { faults, ...counts } = tally
  console.log('bad input over WebSocket', counts)
  expect(faults).toEqual([])
  expect(counts.refused).toBeGreaterThan(300)
}, 240_000)

test.each([
  ['a frame past 64 KiB', (socket: WebSocket) => socket.send('x'.repeat(65 * 1024 + 1))],
  [
    'text that is not UTF-8',
    (socket: WebSocket) => socket.send(Buffer.from([0xff, 0xfe, 0xfd]), { binary: false }),
  ],
])('%s closes its socket cleanly and nobody else', async (_, act) => {
  const [bad, good] = [await open(), await open()]
  act(bad)
  await once(bad, 'close')
  expect((await call(good, 1, { path: 'instance.get', type: 'query', body: 'null' })).status).toBe(200)
  good.close()
})

test.each([
  'not json',
  '[]',
  '{}',
  'null',
  '{"id":1}',
  '{"id":1,"method":"nothing"}',
  '{"id":1,"method":"query","params":{}}',
  '{"id":"__proto__","method":"query","params":{"path":"constructor"}}',
])('the frame %s does no harm', async (frame) => {
  const socket = await open()
  socket.send(frame)
  const alive = socket.readyState === WebSocket.OPEN
  if (alive) socket.send('{"id":7,"method":"query","params":{"path":"instance.get","input":null}}')
  await Promise.race([once(socket, 'message'), once(socket, 'close')])
  socket.close()
  expect((await world.visitor().fetch('/api/health')).status).toBe(200)
})

test('a page of another origin cannot open a socket', async () => {
  for (const origin of ['https://evil.example', 'null', `${world.origin}.evil.example`]) {
    const socket = new WebSocket(address(), { headers: { origin } })
    const [error] = (await once(socket, 'error')) as [Error]
    expect(error.message).toContain('403')
  }
})

const address = () => `${world.origin.replace('http', 'ws')}/api/ws`

async function open(): Promise<WebSocket> {
  const socket = new WebSocket(address())
  socket.on('error', () => undefined)
  await once(socket, 'open')
  return socket
}

/** One call; a subscription that starts is stopped at once and counts as accepted. */
function call(
  socket: WebSocket,
  id: number,
  { path, type, body }: Case,
): Promise<{ status: number; text: string }> {
  return new Promise((resolve) => {
    const listen = (data: unknown) => {
      const text = String(data)
      if (text === 'PING' || text === 'PONG') return
      const answer = [JSON.parse(text)].flat().find((part: { id: unknown }) => part.id === id)
      if (answer === undefined) return
      socket.off('message', listen)
      if (type === 'subscription') socket.send(JSON.stringify({ id, method: 'subscription.stop' }))
      resolve({ status: answer.error?.data.httpStatus ?? 200, text })
    }
    socket.on('message', listen)
    socket.send(`{"id":${id},"method":"${type}","params":{"path":${JSON.stringify(path)},"input":${body}}}`)
  })
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
