import type { WebSocket } from 'ws'
import { nowMs } from './clock.ts'

/** A connection and when the last whole message came from it; one that is begun and never ended does not count. */
type Heard = { readonly socket: Pick<WebSocket, 'send' | 'terminate'>; readonly heardAtMs: number }

/**
 * Asks quiet connections whether they are still there, as tRPC does it (the text PING), and ends those that do not
 * answer: one timer for all of them.
 */
export function keepAlive({
  connections,
  askAfterMs = 30_000,
  endAfterMs = 40_000,
}: {
  readonly connections: Iterable<Heard>
  readonly askAfterMs?: number
  readonly endAfterMs?: number
}) {
  const timer = setInterval(
    () => {
      const now = nowMs()
      for (const { socket, heardAtMs } of connections) {
        const quietMs = now - heardAtMs
        if (quietMs > endAfterMs) socket.terminate()
        else if (quietMs > askAfterMs) socket.send('PING')
      }
    },
    Math.min(5_000, endAfterMs / 4),
  )
  return { stop: () => clearInterval(timer) }
}
