import { type RawBuilder, sql } from 'kysely'

/** What a job is put in with. Without `wait` it may run at once. */
export type NewJob = {
  readonly kind: string
  readonly version: number
  readonly priority: number
  readonly maxAttempts: number
  readonly wait: { readonly until: Date } | { readonly ms: number } | null
}

/** A job that another statement puts in along with its own doing. */
export type PreparedJob = {
  readonly job: NewJob
  readonly payload: unknown
  readonly limitKey: string | null
}

/** The part of a statement that puts in this job once for each row of `from`. */
export function insertion({ job, payload, limitKey }: PreparedJob, from: RawBuilder<unknown>) {
  return insertRows(job, {
    payload: sql`${JSON.stringify(payload)}::json`,
    limitKey: sql`${limitKey}::text`,
    from,
  })
}

/** Puts in this job for each row of `from`, with that row's payload and what its limit counts it by. */
export function insertRows(
  job: NewJob,
  {
    payload,
    limitKey,
    from,
  }: {
    readonly payload: RawBuilder<unknown>
    readonly limitKey: RawBuilder<unknown>
    readonly from: RawBuilder<unknown>
  },
) {
  const values = sql`${job.kind}, ${job.version}::smallint, ${job.priority}::smallint, ${job.maxAttempts}::smallint, ${limitKey}`
  return job.wait === null
    ? sql<{ id: number }>`
        insert into job (kind, version, priority, max_attempts, limit_key, payload)
        select ${values}, ${payload} ${from} returning id`
    : sql<{ id: number }>`
        insert into job_scheduled (kind, version, priority, max_attempts, limit_key, payload, run_at)
        select ${values}, ${payload}, ${runAt(job.wait)} ${from} returning id`
}

export function runAt(wait: NonNullable<NewJob['wait']>) {
  return 'until' in wait ? sql`${wait.until}::timestamptz` : sql`now_at() + ${wait.ms} * interval '1 ms'`
}
