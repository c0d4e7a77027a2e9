import type { Duplex } from 'node:stream'
import { Refusal } from '@shiplap/domain/refusal'
import { callTRPCProcedure } from '@trpc/server'
import type { WebSocket } from 'ws'
import type { Context, Visitor } from '../context.ts'
import type { Live } from '../feed/live.ts'
import { procedureAt } from '../procedures.ts'
import { appRouter } from '../root.ts'
import { answerCall, calledBy, failure } from './answer-call.ts'
import { FloodGate } from './flood.ts'
import type { RequestId } from './frames.ts'
import { type Params, parse, readMessage, readToken } from './incoming.ts'
import { SocketReader } from './room-reader.ts'
import { connectStock, type Stock } from './stock-socket.ts'

const mostSubscriptions = 64
const mostMessagesAtOnce = 64
const mostUnsentBytes = 4_000_000

/** What all connections share: how one finds out who it is. */
export type Doorman = {
  /** Lets the socket in under the access token that came with its first message, or under the request alone. */
  readonly admit: (socket: WebSocket, visitor: Visitor, accessToken: string | null) => Promise<Visitor>
  readonly contextOf: (visitor: Visitor) => Context
}

/**
 * Serves tRPC on one WebSocket. Calls are answered as over HTTP, and subscriptions to room feeds are seated in their
 * feed, which writes shared frames to `connection`; everything else goes to tRPC's own handler. A stock client sees no
 * difference.
 *
 * Thousands are open at once, most of them quiet, so one holds no more than it needs then: methods instead of closures,
 * nothing of the request that opened it, and a context only while something is asked.
 */
export class Connection {
  readonly #socket: WebSocket
  /** What carries the socket. Between whole frames, bytes may be written to it past the socket. */
  readonly #connection: Duplex
  readonly #doorman: Doorman
  readonly #visitor: Promise<Visitor>
  readonly #rooms = new Map<RequestId, SocketReader | Entering>()
  readonly #flood = new FloodGate({ most: 500, perSecond: 250 })
  #giveToken: ((token: string | null) => void) | null = null
  #stock: Stock | null = null
  #stockSubscriptions: Set<RequestId> | null = null

  constructor({
    socket,
    connection,
    visitor,
    awaitsToken,
    doorman,
  }: {
    readonly socket: WebSocket
    readonly connection: Duplex
    readonly visitor: Visitor
    /** A browser cannot put a header on a socket, so a program's access token may come with the first message. */
    readonly awaitsToken: boolean
    readonly doorman: Doorman
  }) {
    this.#socket = socket
    this.#connection = connection
    this.#doorman = doorman
    const token = awaitsToken
      ? new Promise<string | null>((resolve) => {
          this.#giveToken = resolve
        })
      : null
    this.#visitor = this.#admit(visitor, token)
    this.#visitor.catch(() => socket.close(1013, 'try again later'))
    socket.on('message', (data: Buffer, isBinary: boolean) => this.#hear(data, isBinary))
    socket.once('close', () => this.#close())
    connection.on('drain', () => this.#resume())
  }

  async #admit(visitor: Visitor, token: Promise<string | null> | null): Promise<Visitor> {
    return this.#doorman.admit(this.#socket, visitor, await token)
  }

  #hear(data: Buffer, isBinary: boolean): void {
    const socket = this.#socket
    if (isBinary) socket.close(1003, 'text only')
    else if (socket.bufferedAmount > mostUnsentBytes) socket.terminate()
    else this.#take(data.toString())
  }

  #take(text: string): void {
    if (this.#giveToken !== null) {
      this.#giveToken(readToken(text))
      this.#giveToken = null
    } else if (text === 'PING') {
      this.#slowDown(1)
      this.#socket.send('PONG')
    } else if (text !== 'PONG') this.#receive(text)
  }

  #receive(text: string): void {
    const parsed = parse(text)
    const messages = Array.isArray(parsed) ? parsed : [parsed]
    if (messages.length > mostMessagesAtOnce) {
      this.#socket.close(1008, 'too many messages')
      return
    }
    this.#slowDown(messages.length)
    const rest = messages.filter((message) => !this.#isOurs(message))
    if (rest.length === 0) return
    this.#stock ??= connectStock({
      socket: this.#socket,
      context: () => this.#context(),
      onEnd: (id) => this.#stockSubscriptions?.delete(id),
    })
    // What cannot be read goes on as it came, so that it is answered as tRPC answers it.
    this.#stock.receive(rest.length === messages.length ? text : JSON.stringify(rest))
  }

  /** Reads no further for a while from whoever is too fast; what waits then waits on their side. */
  #slowDown(count: number): void {
    const pauseMs = this.#flood.spend(count)
    if (pauseMs === 0 || this.#socket.isPaused) return
    this.#socket.pause()
    setTimeout(() => this.#socket.resume(), pauseMs).unref()
  }

  /** Takes what belongs to a room feed, and counts what does not. */
  #isOurs(raw: unknown): boolean {
    const message = readMessage(raw)
    if (message === null) return false
    const { id } = message
    if (message.method === 'subscription.stop') {
      if (!this.#rooms.has(id)) return this.#stockSubscriptions?.delete(id) !== true
      this.#leave(id)
      this.#send({ id, result: { type: 'stopped' } })
      return true
    }
    const procedure = calledBy(message)
    if (procedure !== undefined) {
      void answerCall(message, procedure, () => this.#context()).then((answer) => this.#send(answer))
      return true
    }
    if (message.method !== 'subscription') return false
    if (this.#rooms.size + (this.#stockSubscriptions?.size ?? 0) >= mostSubscriptions) {
      this.#fail(id, new Refusal('limit.reached', { most: mostSubscriptions }))
      return true
    }
    if (procedureAt(message.params.path)?._def.meta?.roomFeed !== true || this.#rooms.has(id)) {
      this.#stockSubscriptions ??= new Set()
      this.#stockSubscriptions.add(id)
      return false
    }
    void this.#enter(id, message.params)
    return true
  }

  async #enter(id: RequestId, { path, input, lastEventId }: Params): Promise<void> {
    const entering = new Entering()
    this.#rooms.set(id, entering)
    let ctx: Context | undefined
    try {
      ctx = await this.#context()
      const live = (await callTRPCProcedure({
        router: appRouter,
        path,
        type: 'subscription',
        getRawInput: async () => (lastEventId === undefined ? input : { ...Object(input), lastEventId }),
        ctx,
        signal: undefined,
        batchIndex: 0,
      })) as Live // its meta says so
      if (this.#rooms.get(id) !== entering) return
      this.#send({ id, result: { type: 'started' } })
      const reader = new SocketReader({ live, connection: this.#connection, request: id, owner: this })
      this.#rooms.set(id, reader)
    } catch (cause) {
      if (this.#rooms.get(id) !== entering) return
      this.#rooms.delete(id)
      if (this.#socket.readyState === this.#socket.OPEN) this.#fail(id, cause, ctx)
    }
  }

  /** Its reader may not read the room any more. */
  putOut(id: RequestId): void {
    this.#leave(id)
    this.#fail(id, new Refusal('room.not-found'))
  }

  #leave(id: RequestId): void {
    const reader = this.#rooms.get(id)
    this.#rooms.delete(id)
    reader?.leave()
  }

  #resume(): void {
    for (const reader of this.#rooms.values()) reader.resume()
  }

  #close(): void {
    for (const id of this.#rooms.keys()) this.#leave(id)
    this.#stock?.close()
  }

  async #context(): Promise<Context> {
    return this.#doorman.contextOf(await this.#visitor)
  }

  #fail(id: RequestId, cause: unknown, ctx?: Context): void {
    this.#send(failure(id, { type: 'subscription', cause, ctx }))
  }

  #send(message: object): void {
    this.#socket.send(JSON.stringify(message))
  }
}

/** Stands for a room that is about to be entered, so that who leaves and comes again at once is told apart. */
class Entering {
  resume(): void {}
  leave(): void {}
}
