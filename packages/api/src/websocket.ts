import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { WebSocketServer } from 'ws'
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
/** Whoever has said nothing so long after the last was sent away is cut off: who never reads would keep us here. */
const answerMs = 1_000

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
  const server = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    maxPayload: 64 * 1024,
    perMessageDeflate: false,
  })
  const connections = new Set<Connection>()
  const perAddress = new Map<string, number>()
  const sessions = createSocketSessions<Connection>({ watch, contextOf: createContext })
  const alive = keepAlive({ connections })
  const last = Promise.withResolvers<void>()
  let isClosed = false
  const doorman: Doorman = {
    contextOf: createContext,
    async admit(connection, visitor, accessToken) {
      const admitted = accessToken === null ? visitor : { ...visitor, authorization: `Bearer ${accessToken}` }
      await sessions.admit(connection, admitted)
      return admitted
    },
    goodbye(connection) {
      connections.delete(connection)
      sessions.forget(connection)
      const { address } = connection
      const left = (perAddress.get(address) ?? 1) - 1
      if (left === 0) perAddress.delete(address)
      else perAddress.set(address, left)
      if (isClosed && connections.size === 0) last.resolve()
    },
  }

  function open(request: IncomingMessage, wire: Duplex, head: Buffer, address: string): void {
    server.handleUpgrade(request, wire, head, (socket) => {
      const visitor = visitorOf(request, { trustedProxies })
      const connection = new Connection({
        socket,
        wire,
        address,
        visitor,
        awaitsToken: awaitsToken(request),
        doorman,
      })
      connections.add(connection)
      perAddress.set(address, (perAddress.get(address) ?? 0) + 1)
    })
  }

  return {
    upgrade(request, wire, head) {
      if (targetOf(request)[0] !== socketPath) return false
      const address = addressKey(clientAddress(request, trustedProxies))
      if (isForeign(request, origin)) turnAway(wire, '403 Forbidden')
      else if ((perAddress.get(address) ?? 0) >= mostPerAddress) turnAway(wire, '429 Too Many Requests')
      else open(request, wire, head, address)
      return true
    },
    open: () => connections.size,
    async close() {
      sessions.close()
      alive.stop()
      isClosed = true
      server.close()
      if (connections.size === 0) return
      const pauseMs = goodbyeMs(connections.size) / connections.size
      for (const [at, { socket }] of [...connections].entries()) {
        socket.send(reconnect)
        socket.close(1012, 'restarting')
        if (at % 50 === 49) await sleep(pauseMs * 50)
      }
      const patience = setTimeout(() => {
        for (const { socket } of connections) socket.terminate()
      }, answerMs)
      await last.promise
      clearTimeout(patience)
    },
  }
}

/** Its address then says `connectionParams=1`, as tRPC's client writes it. */
const awaitsToken = (request: IncomingMessage) =>
  new URLSearchParams(targetOf(request)[1]).get('connectionParams') === '1'

/** Path and search. Split, not parsed: a stranger writes what is no address at all, and nobody would catch what that throws. */
const targetOf = ({ url = '' }: IncomingMessage) => url.split('?', 2) as [path: string, search?: string]

const reconnect = JSON.stringify({ id: null, method: 'reconnect' })

function turnAway(wire: Duplex, status: string): void {
  // Nobody else listens to it any more, and an error that nobody hears would end the process.
  wire.on('error', () => wire.destroy())
  wire.end(`HTTP/1.1 ${status}\r\nconnection: close\r\n\r\n`)
}
