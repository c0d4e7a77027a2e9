import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

/** A mail server that can be told to refuse, to be slow, or to be away. */
export type Smtp = {
  readonly port: number
  /** Message ids in the order in which they were taken. */
  readonly taken: readonly string[]
  /** What happens to the next ones: taken, refused for now, or taken after a while. */
  readonly set: (how: 'take' | 'refuse' | 'away', delayMs?: number) => void
  /** Messages whose id holds this are never answered. */
  readonly hold: (idPart: string | null) => void
  /** Resolves when the next message begins. */
  readonly begun: () => Promise<void>
  readonly close: () => void
}

export async function openSmtp(): Promise<Smtp> {
  const taken: string[] = []
  const waiters = new Set<() => void>()
  let how: 'take' | 'refuse' | 'away' = 'take'
  let delayMs = 0
  let held: string | null = null
  const open = new Set<Socket>()
  const server = createServer((socket) => {
    if (how === 'away') return socket.destroy()
    open.add(socket)
    socket.once('close', () => open.delete(socket))
    socket.on('error', () => socket.destroy())
    talk(socket).catch(() => socket.destroy()) // whoever spoke was killed
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')

  async function talk(socket: Socket): Promise<void> {
    const say = (line: string) => socket.write(`${line}\r\n`)
    say('220 here')
    let text = ''
    let message: string | null = null
    for await (const data of socket as AsyncIterable<Buffer>) {
      text += data
      for (let end = text.indexOf('\r\n'); end >= 0; end = text.indexOf('\r\n')) {
        const line = text.slice(0, end)
        text = text.slice(end + 2)
        if (message !== null) {
          if (line !== '.') message += `${line}\n`
          else {
            const id = /^message-id: (.*)$/im.exec(message)?.[1]
            if (held !== null && id?.includes(held)) await sleep(600_000, undefined, { ref: false })
            await sleep(delayMs)
            message = null
            if (id !== undefined && !socket.destroyed) taken.push(id)
            say('250 taken')
          }
        } else if (/^DATA/i.test(line)) {
          for (const wake of waiters) wake()
          waiters.clear()
          message = ''
          say('354 go on')
        } else if (/^QUIT/i.test(line)) socket.end('221 bye\r\n')
        else if (/^RCPT/i.test(line) && how === 'refuse') say('451 try later')
        else say('250 ok')
      }
    }
  }

  return {
    port: (server.address() as { port: number }).port, // it listens on TCP
    taken,
    set(next, ms = 0) {
      how = next
      delayMs = ms
      if (next === 'away') for (const socket of open) socket.destroy()
    },
    hold(idPart) {
      held = idPart
    },
    begun: () => new Promise((resolve) => waiters.add(resolve)),
    close() {
      server.close()
      for (const socket of open) socket.destroy()
    },
  }
}
