import type { z } from 'zod'

/** Which waiting jobs come first. Every eighth claim begins with the low ones, so that none waits for ever. */
export const priorities = { urgent: 0, normal: 1, low: 2 } as const
export type Priority = keyof typeof priorities

/**
 * A kind of job: what its payload is and how it is treated.
 *
 * `version` is raised when `payload` changes its shape; `upgrade[1]` turns a payload of version 1 into one of version 2,
 * so that jobs put in before a release still run after it. A worker leaves jobs of a newer version to newer workers.
 */
export type Kind<Schema extends z.ZodType = z.ZodType> = {
  readonly payload: Schema
  readonly version: number
  readonly upgrade: Readonly<Record<number, (older: unknown) => unknown>>
  readonly priority: Priority
  readonly maxAttempts: number
  readonly timeLimitMs: number
  /** First wait after a failure; it doubles with each further one, up to an hour. */
  readonly backoffMs: number
  /** What happens when a job of this kind with the same unique key is put in while the first has not ended. */
  readonly onClash: 'keep' | 'replace' | 'refuse'
  /** At most so many run at once in one worker process. */
  readonly concurrency: number
  /** What holds jobs back that share a key, in all workers together; null: nothing does. */
  readonly limit: KindLimit<z.output<Schema>> | null
  /** Fields of the payload that are struck out once the job has ended, and wherever people look at it. */
  readonly secret: readonly string[]
}

/** Of jobs with one `key` at most `atOnce` run at once, and at most `rate.jobs` begin within any `rate.perMs`. */
export type KindLimit<Payload = unknown> = {
  key(payload: Payload): string
  readonly atOnce?: number
  readonly rate?: { readonly jobs: number; readonly perMs: number }
}

export type Kinds = Readonly<Record<string, Kind>>
export type PayloadOf<K extends Kind> = z.output<K['payload']>

const usual = {
  version: 1,
  upgrade: {},
  priority: 'normal',
  maxAttempts: 8,
  timeLimitMs: 60_000,
  backoffMs: 1_000,
  onClash: 'keep',
  concurrency: Number.POSITIVE_INFINITY,
  limit: null,
  secret: [],
} as const

/** Completes a kind with what is usual. */
export function defineKind<Schema extends z.ZodType>(
  kind: Partial<Omit<Kind<Schema>, 'payload'>> & { readonly payload: Schema },
): Kind<Schema> {
  return { ...usual, ...kind }
}
