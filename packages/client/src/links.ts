import type { AppRouter } from '@shiplap/api/types'
import { createWSClient, httpBatchLink, httpLink, splitLink, type TRPCLink, wsLink } from '@trpc/client'

type Params = Record<string, string> | null

/** For a call that has to arrive although the page that made it is left: `mutate(input, outlivesPage)`. */
export const outlivesPage = { context: { keepalive: true } } as const

/** Calls travel over HTTP, at most ten to a request; subscriptions share one WebSocket that opens with the first of them. */
export function links({
  origin,
  headers,
  connectionParams,
  WebSocket,
}: {
  /** Scheme, host and port of the instance, without a path. */
  readonly origin: string
  readonly headers?: () => Record<string, string> | Promise<Record<string, string>>
  /** Sent as the first message of each socket: what `headers` are to a call. */
  readonly connectionParams?: () => Promise<Params>
  readonly WebSocket?: typeof globalThis.WebSocket
}): {
  readonly links: TRPCLink<AppRouter>[]
  /** Opens the socket anew, with the subscriptions that are on it, as somebody else. */
  readonly reconnect: () => void
  readonly close: () => Promise<void>
} {
  const socket = createWSClient({
    url: `${origin.replace(/^http/, 'ws')}/api/ws`,
    lazy: { enabled: true, closeMs: 1_000 },
    keepAlive: { enabled: true, intervalMs: 20_000, pongTimeoutMs: 5_000 },
    // Everybody who was on a server that went away comes back at a moment of their own.
    retryDelayMs: (attempt) =>
      attempt === 0 ? 0 : Math.min(500 * 2 ** attempt, 15_000) * (0.5 + Math.random()),
    ...(connectionParams && { connectionParams }),
    ...(WebSocket && { WebSocket }),
  })
  const http = { url: `${origin}/api/trpc`, ...(headers && { headers }) }
  return {
    links: [
      splitLink({
        condition: (operation) => operation.type === 'subscription',
        true: wsLink<AppRouter>({ client: socket }),
        false: splitLink({
          condition: (operation) => operation.context.keepalive === true,
          true: httpLink<AppRouter>({
            ...http,
            fetch: (url, options) => fetch(url, { ...(options as RequestInit), keepalive: true }),
          }),
          false: httpBatchLink<AppRouter>({ ...http, maxItems: 10 }),
        }),
      }),
    ],
    reconnect: () => socket.connection?.ws.close(),
    close: () => socket.close(),
  }
}
