import { EventEmitter } from 'node:events'
import type { IncomingMessage } from 'node:http'
import { getWSConnectionHandler } from '@trpc/server/adapters/ws'
import type { WebSocket, WebSocketServer } from 'ws'
import type { Context } from '../context.ts'
import { appRouter } from '../root.ts'
import type { RequestId } from './frames.ts'

/** The stock handler's end of a connection: it gets what is not ours to answer. */
export type Stock = {
  readonly receive: (text: string) => void
  readonly close: () => void
}

const asked = new WeakMap<object, () => Promise<Context>>()

const handle = getWSConnectionHandler({
  // It serves one connection at a time through what it is handed, and never looks at the server.
  wss: undefined as unknown as WebSocketServer,
  router: appRouter,
  createContext: ({ res }) => {
    const ask = asked.get(res)
    if (ask === undefined) throw new Error('a connection without a context')
    return ask()
  },
})

/**
 * Connects tRPC's own WebSocket handler to a socket whose messages we read first. Made when there is something for it to
 * do, since it costs more memory than the socket itself.
 */
export function connectStock({
  socket,
  context,
  isWanted,
  onEnd,
}: {
  readonly socket: WebSocket
  readonly context: () => Promise<Context>
  /** Asked when a subscription has begun. */
  readonly isWanted: (id: RequestId) => boolean
  /** A request that it served is over. */
  readonly onEnd: (id: RequestId) => void
}): Stock {
  const end = new StockEnd({ socket, isWanted, onEnd })
  asked.set(end, context)
  // The parts of a ws socket that the handler uses are all there.
  handle(end as unknown as WebSocket, plainRequest)
  return {
    receive: (text) => end.emit('message', Buffer.from(text), false),
    close: () => end.emit('close'),
  }
}

type Hooks = Pick<Parameters<typeof connectStock>[0], 'socket' | 'isWanted' | 'onEnd'>

/** A message that says that a subscription has begun, or that a request is over: its id as JSON, and which it is. */
const turn =
  /^\{"id":([-+.\de]+|"(?:[^"\\]|\\.)*"),(?:"jsonrpc":"2\.0",)?"(?:(error)"|result":\{"type":"(started|stopped)"\})/

class StockEnd extends EventEmitter {
  readonly #hooks: Hooks
  constructor(hooks: Hooks) {
    super()
    this.#hooks = hooks
  }
  get readyState() {
    return this.#hooks.socket.readyState
  }
  send(text: string) {
    const { socket, isWanted, onEnd } = this.#hooks
    socket.send(text)
    const [, json, error, told] = turn.exec(text) ?? []
    if (json === undefined) return
    const id = JSON.parse(json) as RequestId
    if (error !== undefined || told === 'stopped') onEnd(id)
    else if (!isWanted(id))
      this.emit('message', Buffer.from(JSON.stringify({ id, method: 'subscription.stop' })), false)
  }
  close() {
    this.#hooks.socket.close()
  }
}

/** What a socket may do depends on who opened it, which its context knows; nothing is kept of the request itself. */
const plainRequest = { url: '/', headers: {} } as IncomingMessage
