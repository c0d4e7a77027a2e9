import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { applyWSSHandler } from '@trpc/server/adapters/ws'
import { WebSocketServer } from 'ws'
import type { AccountWatch } from './account-watch.ts'
import type { Context, Visitor } from './context.ts'
import { isForeign } from './gate.ts'
import { appRouter } from './root.ts'
import { createSocketSessions } from './socket-sessions.ts'
import { visitorOf } from './visitor.ts'

export const socketPath = '/api/ws'

/** Answers tRPC over WebSocket. The sockets of a device session close when it ends. */
export type SocketDoor = {
  /** Takes the upgrade of an HTTP request; false when it is for somebody else. */
  readonly upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => boolean
  /** How many are open. */
  readonly open: () => number
  /** Tells every client to come back elsewhere, then closes. */
  readonly close: () => Promise<void>
}

export function createSocketDoor({
  createContext,
  watch,
  origin,
  trustedProxies,
}: {
  readonly createContext: (visitor: Visitor) => Context
  readonly watch: AccountWatch
  readonly origin: string
  readonly trustedProxies: number
}): SocketDoor {
  const server = new WebSocketServer({ noServer: true, maxPayload: 64 * 1024, perMessageDeflate: false })
  const sessions = createSocketSessions({ watch })
  const handler = applyWSSHandler({
    wss: server,
    router: appRouter,
    keepAlive: { enabled: true, pingMs: 30_000, pongWaitMs: 5_000 },
    createContext: async ({ req, res, info }) => {
      const visitor = visitorOf(req, { trustedProxies })
      // A browser cannot put a header on a socket, so a program's access token may come with its first message.
      const token = info.connectionParams?.accessToken
      const context = createContext(token ? { ...visitor, authorization: `Bearer ${token}` } : visitor)
      await sessions.admit(res, context)
      return context
    },
  })
  server.on('connection', (socket) => socket.on('error', () => socket.terminate()))

  return {
    upgrade(request, socket, head) {
      if (new URL(request.url ?? '/', 'http://localhost').pathname !== socketPath) return false
      if (isForeign(request, origin)) {
        socket.end('HTTP/1.1 403 Forbidden\r\nconnection: close\r\n\r\n')
        return true
      }
      server.handleUpgrade(request, socket, head, (opened) => server.emit('connection', opened, request))
      return true
    },
    open: () => server.clients.size,
    async close() {
      sessions.close()
      handler.broadcastReconnectNotification()
      for (const socket of server.clients) socket.close(1012, 'restarting')
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}
