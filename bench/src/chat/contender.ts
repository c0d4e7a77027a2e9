import type { Server } from 'node:http'
import type { Place } from '../frame/servers.ts'
import type { Dialect } from './crowd.ts'

/** Hangs a contender into an HTTP server and answers how something is said in its room: stored first, then delivered. */
export type Serve = (setting: {
  readonly http: Server
  readonly place: Place
  readonly port: number
}) => Promise<(body: string) => Promise<void>>

/** How clients come into the room of each. */
export const dialects = {
  shiplap: {
    path: '/api/ws',
    hello: subscribe('message.live', { room: 'lobby' }),
    // A subscription begins with the lines that were there; what counts is what is said after them.
    welcome: '"lines"',
  },
  socketio: { path: '/socket.io/?EIO=4&transport=websocket', hello: '40', welcome: '40{' },
  ws: { path: '/', hello: null, welcome: null },
  stockTrpc: { path: '/', hello: subscribe('live', undefined), welcome: '"started"' },
} satisfies Record<string, Dialect>

export type ContenderName = keyof typeof dialects

export const contenderTitles: Readonly<Record<ContenderName, string>> = {
  shiplap: 'Shiplap',
  socketio: 'Socket.io with its Redis adapter',
  ws: 'a plain ws.send loop',
  stockTrpc: 'stock tRPC',
}

function subscribe(path: string, input: unknown): string {
  return JSON.stringify({ id: 1, method: 'subscription', params: { path, input } })
}
