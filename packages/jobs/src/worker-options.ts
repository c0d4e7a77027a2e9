import type { Database } from '@shiplap/db/connect'
import type { Log } from '@shiplap/runtime/log'
import type { Handlers } from './handler.ts'
import type { Kinds } from './kind.ts'
import type { Schedule } from './scheduler.ts'

export type WorkerOptions<K extends Kinds> = {
  /** Of PostgreSQL itself: session locks and LISTEN do not pass a pooler that shares connections between transactions. */
  readonly url: string
  /** For housekeeping and transactional handlers. */
  readonly db: Database
  readonly kinds: K
  readonly handlers: Handlers<K>
  readonly log: Log
  /** What is put in again and again; any worker serves a slot, one of them does. */
  readonly schedules?: readonly Schedule<K>[]
  readonly concurrency?: number
  /** How long jobs may wait when every notification is lost. */
  readonly pollMs?: number
  /** A worker whose heartbeat stands still for so long is given up, though its connection lives. */
  readonly leaseMs?: number
  /** How often the others are looked at. */
  readonly watchMs?: number
  /** Hears of every attempt that ended here, for measuring. */
  readonly onAttemptEnd?: (end: AttemptEnd) => void
}

export type AttemptEnd = { readonly kind: string; readonly outcome: string; readonly ms: number }
