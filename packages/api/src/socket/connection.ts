import type { Duplex } from 'node:stream'
import type { Role } from '@shiplap/domain/account'
import type { WebSocket } from 'ws'
import type { Context, Visitor } from '../context.ts'
import { answerCall, calledBy } from './answer-call.ts'
import { nowMs } from './clock.ts'
import { pauseMs, spend } from './flood.ts'
import { parse, readMessage, readToken } from './incoming.ts'
import { connectStock, type Stock } from './stock-socket.ts'
import { type Subscriber, Subscriptions } from './subscriptions.ts'
import { writeNow } from './write-now.ts'

const mostMessagesAtOnce = 64
const mostUnsentBytes = 4_000_000
/** Bytes that may wait for a slow reader; past them it gets nothing until they are gone, and then what it missed. */
const mostWaitingBytes = 1_000_000

/** What all connections share: how one finds out who it is, and who hears that it is gone. */
export type Doorman = {
  /** Lets it in under the access token that came with its first message, or under the request alone. */
  readonly admit: (connection: Connection, visitor: Visitor, accessToken: string | null) => Promise<Visitor>
  readonly contextOf: (visitor: Visitor) => Context
  readonly goodbye: (connection: Connection) => void
}

/**
 * Serves tRPC on one WebSocket. Calls are answered as over HTTP, and subscriptions to room feeds are seated in their
 * feed, which writes shared frames to the wire; everything else goes to tRPC's own handler. A stock client sees no
 * difference.
 *
 * Thousands are open at once, most of them quiet, so one holds no more than it needs then: listeners that all share,
 * nothing of the request that opened it, and a context only while something is asked.
 */
export class Connection implements Subscriber {
  readonly socket: WebSocket
  /** Where it comes from, as its kind are counted. */
  readonly address: string
  heardAtMs = nowMs()
  accountId: string | null = null
  role: Role | null = null
  /** What carries the socket. Between whole frames, bytes may be written to it past the socket. */
  readonly #wire: Duplex
  readonly #doorman: Doorman
  #visitor: Visitor | Promise<Visitor>
  #mayFloodAtMs = 0
  #isFull = false
  #giveToken: ((token: string | null) => void) | null = null
  #subscriptions: Subscriptions | null = null
  #stock: Stock | null = null

  constructor({
    socket,
    wire,
    address,
    visitor,
    awaitsToken,
    doorman,
  }: {
    readonly socket: WebSocket
    readonly wire: Duplex
    readonly address: string
    readonly visitor: Visitor
    /** A browser cannot put a header on a socket, so a program's access token may come with the first message. */
    readonly awaitsToken: boolean
    readonly doorman: Doorman
  }) {
    this.socket = socket
    this.address = address
    this.#wire = wire
    this.#doorman = doorman
    const admitted = this.#admit(visitor, awaitsToken)
    this.#visitor = admitted
    admitted.catch(() => socket.close(1013, 'try again later'))
    const carrier: Carrier = socket
    carrier[carried] = this
    carrier.on('message', hear).on('close', close).on('error', terminate)
  }

  async #admit(visitor: Visitor, awaitsToken: boolean): Promise<Visitor> {
    const token = awaitsToken
      ? await new Promise<string | null>((resolve) => {
          this.#giveToken = resolve
        })
      : null
    const admitted = await this.#doorman.admit(this, visitor, token)
    this.#visitor = admitted
    return admitted
  }

  hear(data: Buffer, isBinary: boolean): void {
    this.heardAtMs = nowMs()
    if (isBinary) this.socket.close(1003, 'text only')
    else if (this.socket.bufferedAmount > mostUnsentBytes) this.socket.terminate()
    else this.#take(data.toString())
  }

  #take(text: string): void {
    if (this.#giveToken !== null) {
      this.#giveToken(readToken(text))
      this.#giveToken = null
    } else if (text === 'PING' || text === 'PONG') {
      this.#slowDown(1)
      if (text === 'PING') this.socket.send('PONG')
    } else this.#receive(text)
  }

  #receive(text: string): void {
    const parsed = parse(text)
    const messages = Array.isArray(parsed) ? parsed : [parsed]
    if (messages.length > mostMessagesAtOnce) {
      this.socket.close(1008, 'too many messages')
      return
    }
    this.#slowDown(messages.length)
    const rest = messages.filter((raw) => !this.#isOurs(raw))
    if (rest.length === 0) return
    this.#stock ??= connectStock({
      socket: this.socket,
      context: () => this.context(),
      isWanted: (id) => this.#subscriptions?.begin(id) !== false,
      onEnd: (id) => this.#subscriptions?.forget(id),
    })
    // What cannot be read goes on as it came, so that it is answered as tRPC answers it.
    this.#stock.receive(rest.length === messages.length ? text : JSON.stringify(rest))
  }

  #isOurs(raw: unknown): boolean {
    const message = readMessage(raw)
    if (message === null) return false
    const procedure = message.method === 'subscription.stop' ? undefined : calledBy(message)
    if (message.method === 'subscription.stop' || procedure === undefined) {
      this.#subscriptions ??= new Subscriptions(this)
      return this.#subscriptions.take(message)
    }
    void answerCall(message, procedure, () => this.context()).then((text) => this.#answer(text))
    return true
  }

  /** Whoever asks for more than they read is put out: what they do not take would wait here. */
  #answer(text: string): void {
    if (this.socket.bufferedAmount > mostUnsentBytes) this.socket.terminate()
    else this.socket.send(text)
  }

  /** Reads no further for a while from whoever is too fast; what waits then waits on their side. */
  #slowDown(count: number): void {
    const now = nowMs()
    this.#mayFloodAtMs = spend(this.#mayFloodAtMs, count, now)
    const pause = pauseMs(this.#mayFloodAtMs, now)
    if (pause === 0 || this.socket.isPaused) return
    this.socket.pause()
    setTimeout(() => this.socket.resume(), pause).unref()
  }

  write(bytes: Buffer): boolean {
    if (this.socket.readyState !== this.socket.OPEN) return false
    writeNow(this.#wire, bytes)
    if (this.#wire.writableLength < mostWaitingBytes) return true
    if (!this.#isFull)
      this.#wire.once('drain', () => {
        this.#isFull = false
        this.#subscriptions?.resume()
      })
    this.#isFull = true
    return false
  }

  isFree(): boolean {
    return this.#wire.writableLength < mostWaitingBytes / 10
  }

  send(message: object): void {
    if (this.socket.readyState === this.socket.OPEN) this.socket.send(JSON.stringify(message))
  }

  async context(): Promise<Context> {
    return this.#doorman.contextOf(await this.#visitor)
  }

  close(): void {
    this.#subscriptions?.close()
    this.#stock?.close()
    this.#doorman.goodbye(this)
  }
}

/** The socket leads to its connection, so that its listeners are the same for all sockets. */
const carried = Symbol('connection')
type Carrier = WebSocket & { [carried]?: Connection }

function hear(this: Carrier, data: Buffer, isBinary: boolean): void {
  this[carried]?.hear(data, isBinary)
}
function close(this: Carrier): void {
  this[carried]?.close()
}
function terminate(this: Carrier): void {
  this.terminate()
}
