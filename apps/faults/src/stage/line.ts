import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

/** What a line does with what it is given. `half-open`: takes connections and bytes, and passes nothing on. */
type Mode = 'open' | 'cut' | 'half-open'

/** A line between two processes that can be made slow, cut, left half open, or made to lose answers. */
export type Line = {
  readonly port: number
  readonly set: (mode: Mode) => void
  /** Each piece of data, both ways, takes so much longer. */
  readonly delay: (ms: number) => void
  /** From now on, some of the requests that match reach the other side while their answer is lost with the connection. */
  readonly loseAnswers: (matching: RegExp | null, chance?: () => boolean) => void
  /** How many answers were lost. */
  readonly lost: () => number
  readonly close: () => void
}

export async function openLine(target: () => number): Promise<Line> {
  const pairs = new Set<readonly [Socket, Socket]>()
  let mode: Mode = 'open'
  let delayMs = 0
  let losing: { readonly matching: RegExp; readonly chance: () => boolean } | null = null
  let lost = 0

  const server = createServer((client) => {
    if (mode === 'cut') return client.destroy()
    const upstream = connect(target(), '127.0.0.1')
    const pair = [client, upstream] as const
    pairs.add(pair)
    let loses = false
    const end = () => {
      pairs.delete(pair)
      client.destroy()
      upstream.destroy()
    }
    for (const socket of pair) {
      socket.setNoDelay(true)
      socket.on('error', end)
      socket.once('close', end)
    }
    pass(client, upstream, (data) => {
      if (losing?.matching.test(data.toString('latin1')) && losing.chance()) loses = true
      return true
    })
    pass(upstream, client, () => {
      if (!loses) return true
      lost++
      end()
      return false
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')

  /** Hands on what arrives, in order, unless `goesOn` says that it is lost. */
  function pass(from: Socket, to: Socket, goesOn: (data: Buffer) => boolean): void {
    let turn = Promise.resolve()
    from.on('data', (data: Buffer) => {
      turn = turn.then(async () => {
        if (delayMs > 0) await sleep(delayMs)
        if (mode !== 'half-open' && goesOn(data) && !to.destroyed) to.write(data)
      })
    })
  }

  return {
    port: (server.address() as { port: number }).port, // it listens on TCP
    set(next) {
      mode = next
      // What was half open before has lost bytes, so it is not used again.
      if (next !== 'half-open') for (const [client] of pairs) client.destroy()
    },
    delay(ms) {
      delayMs = ms
    },
    loseAnswers(matching, chance = () => true) {
      losing = matching === null ? null : { matching, chance }
    },
    lost: () => lost,
    close() {
      server.close()
      for (const [client] of pairs) client.destroy()
    },
  }
}
