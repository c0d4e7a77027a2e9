import type { WebSocket } from 'ws'

/**
 * Asks quiet sockets whether they are still there, as tRPC does it (the text PING), and ends those that do not answer:
 * one timer for all of them. A message that is begun and never ended counts as quiet.
 */
export function keepAlive({
  sockets,
  askAfterMs = 30_000,
  endAfterMs = 40_000,
}: {
  readonly sockets: ReadonlySet<WebSocket>
  readonly askAfterMs?: number
  readonly endAfterMs?: number
}) {
  const heardAt = new WeakMap<WebSocket, number>()
  function hear(this: WebSocket): void {
    heardAt.set(this, performance.now())
  }
  const timer = setInterval(
    () => {
      const now = performance.now()
      for (const socket of sockets) {
        const quietMs = now - (heardAt.get(socket) ?? now)
        if (quietMs > endAfterMs) socket.terminate()
        else if (quietMs > askAfterMs) socket.send('PING')
      }
    },
    Math.min(5_000, endAfterMs / 4),
  )
  return {
    watch(socket: WebSocket) {
      heardAt.set(socket, performance.now())
      socket.on('message', hear)
    },
    stop: () => clearInterval(timer),
  }
}
