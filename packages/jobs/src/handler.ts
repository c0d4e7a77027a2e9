import type { Tx } from '@shiplap/db/connect'
import type { Kinds, PayloadOf } from './kind.ts'

/** One try at a job, as its handler sees it. */
export type Attempt<Payload = unknown> = {
  readonly id: number
  readonly kind: string
  readonly attempt: number
  readonly maxAttempts: number
  readonly payload: Payload
  /** Aborted when the time limit is reached, when somebody cancels the job, and when the job is no longer ours. */
  readonly signal: AbortSignal
  /** Tells people how far it is, from 0 to 1. */
  readonly progress: (share: number) => Promise<void>
}

/** Does the work. A job may be tried again after it has worked, so the second time must change nothing. */
export type Handler<Payload> = (job: Attempt<Payload>) => unknown

/**
 * Does its work in the transaction in which the job is completed: both happen, or neither. A function that it returns is
 * called after the commit, for news that people may miss.
 */
export type TransactionalHandler<Payload> = {
  readonly inTransaction: (tx: Tx, job: Attempt<Payload>) => Promise<unknown>
}

/** A handler for each kind; a worker leaves alone the kinds it has none for. */
export type Handlers<K extends Kinds> = {
  readonly [Name in keyof K]?: Handler<PayloadOf<K[Name]>> | TransactionalHandler<PayloadOf<K[Name]>>
}

/** Thrown by a handler when another try cannot help: the job is dead at once. */
export class Hopeless extends Error {
  override readonly name = 'Hopeless'
}
