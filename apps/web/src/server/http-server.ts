import { createServer, type Server } from 'node:http'

/**
 * The server of everything. It gives nobody more than `withinMs` to have said all of their request, head and body; who is
 * late is looked for ten times as often, where Node by itself looks every thirty seconds. Whoever takes nothing of an
 * answer that waits for them for `unreadMs` is cut off: a page of chat is half a megabyte, held for as long as they like.
 */
export const createHttpServer = ({ withinMs = 10_000, unreadMs = 120_000 } = {}): Server =>
  createServer({
    headersTimeout: withinMs,
    requestTimeout: withinMs,
    connectionsCheckingInterval: withinMs / 10,
    keepAliveTimeout: 65_000,
  }).on('request', (_, response) =>
    response.setTimeout(unreadMs, () => {
      // Whoever is quiet because they wait for us, or for news, is left alone.
      if (response.socket && response.socket.writableLength > 0) response.socket.destroy()
    }),
  )
