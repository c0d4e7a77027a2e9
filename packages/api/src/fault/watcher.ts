import { createTRPCClient, createWSClient, wsLink } from '@trpc/client'
import { WebSocket } from 'ws'
import type { AppRouter } from '../root.ts'
import type { Watcher } from './run.ts'

/**
 * A stock tRPC client that watches a room and writes down what it is given, in the order given. Each connection goes to
 * the next server, and any of them may be cut.
 */
export function watch({
  origins,
  room,
  first,
}: {
  readonly origins: readonly string[]
  readonly room: string
  readonly first: number
}): Watcher {
  const seqs: number[] = []
  let resets = 0
  let cuts = 0
  let connections = first
  let open: WebSocket | undefined
  const hold = (socket: WebSocket) => {
    open = socket
  }
  class CuttableSocket extends WebSocket {
    constructor(url: string | URL) {
      super(url)
      this.on('error', () => {})
      hold(this)
    }
  }
  const socket = createWSClient({
    url: () => `${origins[connections++ % origins.length]?.replace('http', 'ws')}/api/ws`,
    retryDelayMs: () => 100 + Math.random() * 200,
    WebSocket: CuttableSocket as unknown as typeof globalThis.WebSocket, // ws speaks the same interface
  })
  const client = createTRPCClient<AppRouter>({ links: [wsLink({ client: socket })] })
  const opened = Promise.withResolvers<void>()
  const subscription = client.message.live.subscribe(
    { room },
    {
      onData(event) {
        if ('lines' in event.data) {
          resets++
          opened.resolve()
        } else if ('seq' in event.data) seqs.push(event.data.seq)
      },
    },
  )
  return {
    seqs,
    opened: opened.promise,
    counts: () => ({ resets: resets - 1, cuts }),
    cut() {
      if (open?.readyState !== WebSocket.OPEN) return
      cuts++
      open.terminate()
    },
    async close() {
      subscription.unsubscribe()
      await socket.close()
    },
  }
}
