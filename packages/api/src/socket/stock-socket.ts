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
  onEnd,
}: {
  readonly socket: WebSocket
  readonly context: () => Promise<Context>
  /** A request that it served is over. */
  readonly onEnd: (id: RequestId) => void
}): Stock {
  const end = new StockEnd(socket, onEnd)
  asked.set(end, context)
  // The parts of a ws socket that the handler uses are all there.
  handle(end as unknown as WebSocket, plainRequest)
  return {
    receive: (text) => end.emit('message', Buffer.from(text), false),
    close: () => end.emit('close'),
  }
}

class StockEnd extends EventEmitter {
  readonly #socket: WebSocket
  readonly #onEnd: (id: RequestId) => void
  constructor(socket: WebSocket, onEnd: (id: RequestId) => void) {
    super()
    this.#socket = socket
    this.#onEnd = onEnd
  }
  get readyState() {
    return this.#socket.readyState
  }
  send(text: string) {
    const ended = /^\{"id":(\d+|"[^"]{0,64}"),(?:"error"|"result":\{"type":"stopped"\})/.exec(text)?.[1]
    if (ended !== undefined) this.#onEnd(JSON.parse(ended) as RequestId)
    this.#socket.send(text)
  }
  close() {
    this.#socket.close()
  }
}

/** What a socket may do depends on who opened it, which its context knows; nothing is kept of the request itself. */
const plainRequest = { url: '/', headers: {} } as IncomingMessage
