import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { Refusal } from '@shiplap/domain/refusal'
import { callTRPCProcedure, getErrorShape, getTRPCErrorFromUnknown } from '@trpc/server'
import { parseTRPCMessage } from '@trpc/server/rpc'
import type { WebSocket } from 'ws'
import type { Context } from '../context.ts'
import type { Live } from '../feed/live.ts'
import type { Seat } from '../feed/reader.ts'
import { appRouter } from '../root.ts'
import { toTrpcError } from '../trpc.ts'
import { createFloodGate } from './flood.ts'
import type { RequestId } from './frames.ts'
import { seatSocket } from './room-reader.ts'
import { connectStock, type Stock } from './stock-socket.ts'

const mostSubscriptions = 64
const mostMessagesAtOnce = 64
const mostUnsentBytes = 4_000_000

type Subscription = { readonly ended: AbortController; seat: Seat | null }

// The router keeps its procedures by their whole path, which its type does not tell.
const procedures = appRouter._def.procedures as unknown as Record<
  string,
  { _def: { meta?: { roomFeed?: true } } } | undefined
>

/**
 * Serves tRPC on one WebSocket. Subscriptions to room feeds are seated in their feed, which writes shared frames to
 * `connection`; everything else goes to tRPC's own handler. A stock client sees no difference.
 */
export function serveConnection({
  socket,
  connection,
  request,
  admit,
}: {
  readonly socket: WebSocket
  /** What carries the socket. Between whole frames, bytes may be written to it past the socket. */
  readonly connection: Duplex
  readonly request: IncomingMessage
  /** Finds out who it is, by the access token that came with the first message or by the request alone. */
  readonly admit: (accessToken: string | null) => Promise<Context>
}): void {
  const seats = new Map<RequestId, Subscription>()
  const stockSubscriptions = new Set<RequestId>()
  const flood = createFloodGate({ most: 500, perSecond: 250 })
  let stock: Stock | undefined
  const first = firstMessage(request)
  const context = first.accessToken.then(admit)
  context.catch(() => socket.close(1013, 'try again later'))

  function receive(text: string): void {
    const parsed = parse(text)
    const messages = Array.isArray(parsed) ? parsed : [parsed]
    if (messages.length > mostMessagesAtOnce) {
      socket.close(1008, 'too many messages')
      return
    }
    slowDown(messages.length)
    const rest = messages.filter((message) => !isOurs(message))
    if (rest.length === 0) return
    stock ??= connectStock({
      socket,
      request,
      context: () => context,
      onEnd: (id) => stockSubscriptions.delete(id),
    })
    // What cannot be read goes on as it came, so that it is answered as tRPC answers it.
    stock.receive(rest.length === messages.length ? text : JSON.stringify(rest))
  }

  /** Reads no further for a while from whoever is too fast; what waits then waits on their side. */
  function slowDown(count: number): void {
    const pauseMs = flood.spend(count)
    if (pauseMs === 0 || socket.isPaused) return
    socket.pause()
    setTimeout(() => socket.resume(), pauseMs).unref()
  }

  /** Takes what belongs to a room feed, and counts what does not. */
  function isOurs(raw: unknown): boolean {
    const message = read(raw)
    if (message === null) return false
    const { id } = message
    if (message.method === 'subscription.stop') {
      const subscription = seats.get(id)
      if (subscription === undefined) return !stockSubscriptions.delete(id)
      end(id, subscription)
      send({ id, result: { type: 'stopped' } })
      return true
    }
    if (message.method !== 'subscription') return false
    if (seats.size + stockSubscriptions.size >= mostSubscriptions) {
      fail(id, message.params.path, new Refusal('limit.reached', { most: mostSubscriptions }), undefined)
      return true
    }
    if (procedures[message.params.path]?._def.meta?.roomFeed !== true || seats.has(id)) {
      stockSubscriptions.add(id)
      return false
    }
    void subscribe(id, message.params)
    return true
  }

  async function subscribe(id: RequestId, { path, input, lastEventId }: Params): Promise<void> {
    const subscription: Subscription = { ended: new AbortController(), seat: null }
    seats.set(id, subscription)
    let ctx: Context | undefined
    try {
      ctx = await context
      const live = (await callTRPCProcedure({
        router: appRouter,
        path,
        type: 'subscription',
        getRawInput: async () => (lastEventId === undefined ? input : { ...Object(input), lastEventId }),
        ctx,
        signal: subscription.ended.signal,
        batchIndex: 0,
      })) as Live // its meta says so
      if (subscription.ended.signal.aborted) return
      send({ id, result: { type: 'started' } })
      subscription.seat = seatSocket({
        live,
        connection,
        request: id,
        onPutOut() {
          end(id, subscription)
          fail(id, path, new Refusal('room.not-found'), ctx)
        },
      })
    } catch (cause) {
      end(id, subscription)
      if (socket.readyState === socket.OPEN) fail(id, path, cause, ctx)
    }
  }

  function end(id: RequestId, subscription: Subscription): void {
    if (seats.get(id) === subscription) seats.delete(id)
    subscription.ended.abort()
    subscription.seat?.leave()
  }

  function fail(id: RequestId, path: string, cause: unknown, ctx: Context | undefined): void {
    const error = toTrpcError(getTRPCErrorFromUnknown(cause))
    const config = appRouter._def._config
    send({ id, error: getErrorShape({ config, error, type: 'subscription', path, input: undefined, ctx }) })
  }

  const send = (message: object) => socket.send(JSON.stringify(message))

  socket.on('message', (data: Buffer, isBinary: boolean) => {
    if (isBinary) return socket.close(1003, 'text only')
    if (socket.bufferedAmount > mostUnsentBytes) return socket.terminate()
    const text = data.toString()
    if (first.takes(text) || text === 'PONG') return
    if (text !== 'PING') return receive(text)
    slowDown(1)
    socket.send('PONG')
  })
  const resume = () => {
    for (const { seat } of seats.values()) seat?.resume()
  }
  connection.on('drain', resume)
  socket.once('close', () => {
    connection.off('drain', resume)
    for (const [id, subscription] of seats) end(id, subscription)
    stock?.close()
  })
}

/**
 * A browser cannot put a header on a socket, so a program's access token may come with the first message: its address
 * then says `connectionParams=1`.
 */
function firstMessage(request: IncomingMessage) {
  const { promise, resolve } = Promise.withResolvers<string | null>()
  let isAwaited = new URL(request.url ?? '/', 'http://localhost').searchParams.get('connectionParams') === '1'
  if (!isAwaited) resolve(null)
  return {
    accessToken: promise,
    takes(text: string): boolean {
      if (!isAwaited) return false
      isAwaited = false
      const told = parse(text) as { readonly data?: { readonly accessToken?: unknown } | null } | null
      const token = told?.data?.accessToken
      resolve(typeof token === 'string' ? token : null)
      return true
    },
  }
}

type Params = { readonly path: string; readonly input: unknown; readonly lastEventId?: string | undefined }
type Message =
  | { readonly id: RequestId; readonly method: 'subscription'; readonly params: Params }
  | { readonly id: RequestId; readonly method: 'subscription.stop' | 'query' | 'mutation' }

/** A message that tRPC's protocol knows, with an id to answer under; null for everything else. */
function read(raw: unknown): Message | null {
  try {
    const message = parseTRPCMessage(raw, appRouter._def._config.transformer)
    if (!('id' in message)) return null
    const { id } = message
    return typeof id === 'number' || (typeof id === 'string' && id.length <= 64) ? (message as Message) : null
  } catch {
    return null
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
