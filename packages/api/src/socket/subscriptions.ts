import { Refusal } from '@shiplap/domain/refusal'
import { callTRPCProcedure } from '@trpc/server'
import type { Context } from '../context.ts'
import type { Live } from '../feed/live.ts'
import { procedureAt } from '../procedures.ts'
import { appRouter } from '../root.ts'
import { failure } from './answer-call.ts'
import type { RequestId } from './frames.ts'
import type { Message, Params } from './incoming.ts'
import { type Owner, SocketReader } from './room-reader.ts'

const mostSubscriptions = 64

/** The connection that subscribes. */
export type Subscriber = Pick<Owner, 'write' | 'isFree'> & {
  readonly context: () => Promise<Context>
  readonly send: (message: object) => void
}

/** How far a subscription is that somebody else serves; `unwanted` is what was stopped before it had begun. */
type Served = 'asked' | 'begun' | 'unwanted'

/** What one connection subscribes to: rooms, which are served here, and others, which are only counted. */
export class Subscriptions implements Owner {
  readonly #subscriber: Subscriber
  /** There is rarely more than one and never many, for which an array is smaller than a map. */
  #rooms: readonly (SocketReader | Entering)[] = []
  #others: Map<RequestId, Served> | null = null

  constructor(subscriber: Subscriber) {
    this.#subscriber = subscriber
  }

  /** Takes what belongs to a room feed; false for what somebody else must answer. */
  take(message: Message): boolean {
    const { id } = message
    if (message.method === 'subscription.stop') return this.#stop(id)
    // What is told of another request under the same id would be taken for news of this one.
    if (this.#find(id) !== undefined || this.#others?.has(id)) {
      this.#fail(id, new Refusal('request.invalid'))
      return true
    }
    if (message.method !== 'subscription') return false
    if (this.#rooms.length + (this.#others?.size ?? 0) >= mostSubscriptions) {
      this.#fail(id, new Refusal('limit.reached', { most: mostSubscriptions }))
      return true
    }
    if (procedureAt(message.params.path)?._def.meta?.roomFeed === true) {
      void this.#enter(id, message.params)
      return true
    }
    this.#others ??= new Map()
    this.#others.set(id, 'asked')
    return false
  }

  /** A subscription that somebody else serves has begun. False when it is not wanted any more. */
  begin(id: RequestId): boolean {
    if (this.#others?.get(id) === 'unwanted') return false
    this.#others?.set(id, 'begun')
    return true
  }
  /** It is over. */
  forget(id: RequestId): void {
    this.#others?.delete(id)
  }
  resume(): void {
    for (const reader of this.#rooms) reader.resume()
  }
  close(): void {
    for (const { request } of this.#rooms) this.#leave(request)
  }

  write(bytes: Buffer): boolean {
    return this.#subscriber.write(bytes)
  }
  isFree(): boolean {
    return this.#subscriber.isFree()
  }
  putOut(id: RequestId): void {
    this.#leave(id)
    this.#fail(id, new Refusal('room.not-found'))
  }

  #stop(id: RequestId): boolean {
    if (this.#find(id) === undefined) {
      // Whoever serves it knows it only once it has begun, and passes over what is said of it before.
      const served = this.#others?.get(id)
      if (served === 'asked') this.#others?.set(id, 'unwanted')
      return served !== 'begun'
    }
    this.#leave(id)
    this.#subscriber.send({ id, result: { type: 'stopped' } })
    return true
  }

  async #enter(id: RequestId, { path, input, lastEventId }: Params): Promise<void> {
    const entering = new Entering(id)
    this.#rooms = [...this.#rooms, entering]
    let ctx: Context | undefined
    try {
      ctx = await this.#subscriber.context()
      const live = (await callTRPCProcedure({
        router: appRouter,
        path,
        type: 'subscription',
        getRawInput: async () => (lastEventId === undefined ? input : { ...Object(input), lastEventId }),
        ctx,
        signal: undefined,
        batchIndex: 0,
      })) as Live // its meta says so
      if (!this.#rooms.includes(entering)) return
      this.#subscriber.send({ id, result: { type: 'started' } })
      const reader = new SocketReader({ live, request: id, owner: this })
      this.#rooms = this.#rooms.map((one) => (one === entering ? reader : one))
    } catch (cause) {
      if (!this.#rooms.includes(entering)) return
      this.#leave(id)
      this.#fail(id, cause, ctx)
    }
  }

  #find(id: RequestId) {
    return this.#rooms.find(({ request }) => request === id)
  }
  #leave(id: RequestId): void {
    const reader = this.#find(id)
    this.#rooms = this.#rooms.filter((one) => one !== reader)
    reader?.leave()
  }

  #fail(id: RequestId, cause: unknown, ctx?: Context): void {
    this.#subscriber.send(failure(id, { type: 'subscription', cause, ctx }))
  }
}

/** Stands for a room that is about to be entered, so that who leaves and comes again at once is told apart. */
class Entering {
  readonly request: RequestId
  constructor(request: RequestId) {
    this.request = request
  }
  resume(): void {}
  leave(): void {}
}
