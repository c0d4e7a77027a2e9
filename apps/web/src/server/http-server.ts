import { createServer, type Server } from 'node:http'

/**
 * The server of everything, which gives nobody more time than this to have said all of their request, head and body.
 * Who is late is looked for ten times as often; Node by itself looks every thirty seconds.
 */
export const createHttpServer = ({ withinMs = 10_000 } = {}): Server =>
  createServer({
    headersTimeout: withinMs,
    requestTimeout: withinMs,
    connectionsCheckingInterval: withinMs / 10,
    keepAliveTimeout: 65_000,
  })
