import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { type WebSocket, WebSocketServer } from 'ws'
import type { AccountWatch } from './account-watch.ts'
import { addressKey } from './address-key.ts'
import type { Context, Visitor } from './context.ts'
import { isForeign } from './gate.ts'
import { Connection, type Doorman } from './socket/connection.ts'
import { keepAlive } from './socket/keep-alive.ts'
import { createSocketSessions } from './socket-sessions.ts'
import { clientAddress, visitorOf } from './visitor.ts'

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

const mostPerAddress = 2_000
/** Clients are sent away over a time that grows with their number, so that they do not all come back at once. */
const goodbyeMs = (sockets: number) => Math.min(3_000, sockets)

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
  const alive = keepAlive({ sockets: server.clients })
  const perAddress = new Map<string, number>()
  const doorman: Doorman = {
    contextOf: createContext,
    async admit(socket, visitor, accessToken) {
      const admitted = accessToken === null ? visitor : { ...visitor, authorization: `Bearer ${accessToken}` }
      await sessions.admit(socket, createContext(admitted))
      return admitted
    },
  }

  function open(request: IncomingMessage, connection: Duplex, head: Buffer): void {
    server.handleUpgrade(request, connection, head, (socket) => {
      socket.on('error', terminate)
      alive.watch(socket)
      const visitor = visitorOf(request, { trustedProxies })
      new Connection({ socket, connection, visitor, awaitsToken: awaitsToken(request), doorman })
    })
  }

  return {
    upgrade(request, connection, head) {
      if (targetOf(request)[0] !== socketPath) return false
      const address = addressKey(clientAddress(request, trustedProxies))
      const opened = perAddress.get(address) ?? 0
      if (isForeign(request, origin)) turnAway(connection, '403 Forbidden')
      else if (opened >= mostPerAddress) turnAway(connection, '429 Too Many Requests')
      else {
        perAddress.set(address, opened + 1)
        connection.once('close', () => {
          const left = (perAddress.get(address) ?? 1) - 1
          if (left === 0) perAddress.delete(address)
          else perAddress.set(address, left)
        })
        open(request, connection, head)
      }
      return true
    },
    open: () => server.clients.size,
    async close() {
      sessions.close()
      alive.stop()
      const sockets = [...server.clients]
      const pauseMs = goodbyeMs(sockets.length) / Math.max(1, sockets.length)
      for (const [at, socket] of sockets.entries()) {
        socket.send(reconnect)
        socket.close(1012, 'restarting')
        if (at % 50 === 49) await sleep(pauseMs * 50)
      }
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}

function terminate(this: WebSocket): void {
  this.terminate()
}

/** Its address then says `connectionParams=1`, as tRPC's client writes it. */
const awaitsToken = (request: IncomingMessage) =>
  new URLSearchParams(targetOf(request)[1]).get('connectionParams') === '1'

/** Path and search. Split, not parsed: a stranger writes what is no address at all, and nobody would catch what that throws. */
const targetOf = ({ url = '' }: IncomingMessage) => url.split('?', 2) as [path: string, search?: string]

const reconnect = JSON.stringify({ id: null, method: 'reconnect' })

function turnAway(connection: Duplex, status: string): void {
  connection.end(`HTTP/1.1 ${status}\r\nconnection: close\r\n\r\n`)
}
