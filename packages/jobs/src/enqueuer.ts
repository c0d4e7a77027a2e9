import { announceAfterCommit, announcing } from '@shiplap/db/announce'
import type { Database } from '@shiplap/db/connect'
import type { NewJob, PreparedJob } from '@shiplap/db/job-insertion'
import * as jobs from '@shiplap/db/queries/jobs'
import { refuse } from '@shiplap/domain/refusal'
import { type Kind, type Kinds, type PayloadOf, type Priority, priorities } from './kind.ts'

export type EnqueueOptions = {
  /** Not before this instant of the database clock. */
  readonly runAt?: Date
  /** Not before so long from now. */
  readonly delayMs?: number
  readonly priority?: Priority
  readonly maxAttempts?: number
  /** One job of this kind at a time holds this key, from here to its end; the kind says what happens on a clash. */
  readonly uniqueKey?: string
}

/** The ways to put in jobs of these kinds. */
export function makeEnqueue<K extends Kinds>(kinds: K) {
  return {
    /** Puts in one job and returns its id, or the id of the one that holds the unique key already. */
    async enqueue<Name extends keyof K & string>(
      tx: Database,
      name: Name,
      payload: PayloadOf<K[Name]>,
      options: EnqueueOptions = {},
    ): Promise<number> {
      const kind = kinds[name] as Kind // the type of `name` says that it is there
      const job = asNewJob(name, kind, options)
      const parsed = kind.payload.parse(payload)
      const limitKey = kind.limit?.key(parsed) ?? null
      const { uniqueKey } = options
      if (uniqueKey === undefined)
        return announcing(tx, 'job_ready', (db, tells) =>
          jobs.insert(db, { job, payload: parsed, limitKey, tells }),
        )
      const id = await insertKeyed(tx, { kind, job, payload: parsed, limitKey, uniqueKey })
      await announceAfterCommit(tx, 'job_ready')
      return id
    },

    /** A job for a statement that puts it in along with its own doing. */
    prepare<Name extends keyof K & string>(
      name: Name,
      payload: PayloadOf<K[Name]>,
      options: Omit<EnqueueOptions, 'uniqueKey'> = {},
    ): PreparedJob {
      const kind = kinds[name] as Kind // the type of `name` says that it is there
      const parsed = kind.payload.parse(payload)
      return {
        job: asNewJob(name, kind, options),
        payload: parsed,
        limitKey: kind.limit?.key(parsed) ?? null,
      }
    },

    /** Puts in many jobs of one kind by one statement and returns their ids in order. */
    async enqueueMany<Name extends keyof K & string>(
      tx: Database,
      name: Name,
      payloads: readonly PayloadOf<K[Name]>[],
      options: Omit<EnqueueOptions, 'uniqueKey'> = {},
    ): Promise<readonly number[]> {
      if (payloads.length === 0) return []
      const kind = kinds[name] as Kind // the type of `name` says that it is there
      const parsed = payloads.map((payload) => kind.payload.parse(payload))
      const limitKeys = limitKeysOf(kind, parsed)
      const ids = await jobs.insertMany(tx, {
        job: asNewJob(name, kind, options),
        payloads: parsed,
        limitKeys,
      })
      await announceAfterCommit(tx, 'job_ready')
      return ids
    },
  }
}

async function insertKeyed(
  tx: Database,
  {
    kind,
    ...put
  }: {
    readonly kind: Kind
    readonly job: NewJob
    readonly payload: unknown
    readonly limitKey: string | null
    readonly uniqueKey: string
  },
): Promise<number> {
  for (;;) {
    const made = await jobs.insertKeyed(tx, put)
    if (made !== undefined) return made
    const id = await jobs.keyHolder(tx, { kind: put.job.kind, uniqueKey: put.uniqueKey })
    // The holder ended between the two looks, so that the key is free again.
    if (id === undefined) continue
    if (kind.onClash === 'keep') return id
    if (kind.onClash === 'refuse') refuse('job.duplicate', { id })
    if (await jobs.replace(tx, { id, ...put })) return id
  }
}

function asNewJob(name: string, kind: Kind, options: EnqueueOptions): NewJob {
  return {
    kind: name,
    version: kind.version,
    priority: priorities[options.priority ?? kind.priority],
    maxAttempts: options.maxAttempts ?? kind.maxAttempts,
    wait: waitOf(options),
  }
}

function limitKeysOf({ limit }: Kind, payloads: readonly unknown[]): readonly string[] | null {
  return limit && payloads.map((payload) => limit.key(payload))
}

function waitOf({ runAt, delayMs }: EnqueueOptions): NewJob['wait'] {
  if (runAt !== undefined) return { until: runAt }
  return delayMs === undefined || delayMs <= 0 ? null : { ms: delayMs }
}
