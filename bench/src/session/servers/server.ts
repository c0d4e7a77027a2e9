import type { Server } from 'node:http'
import type { Place } from '../../frame/servers.ts'

/** A server that knows who asks: what is compared, in a process of its own. */
export type WhoServer = {
  readonly server: Server
  /** Registers somebody over the server's own means and says how they ask who they are. */
  readonly signIn: (origin: string) => Promise<readonly Ask[]>
}

/** One way to ask: `http` with these headers, or a message on a WebSocket. */
export type Ask = {
  readonly contender: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly socketMessage?: string
}

export type StartWho = (place: Place, port: number) => Promise<WhoServer>
