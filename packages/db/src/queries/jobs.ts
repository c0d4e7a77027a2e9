import { CompiledQuery, sql } from 'kysely'
import type { Database } from '../connect.ts'
import { insertion, insertRows, type NewJob, type PreparedJob, runAt } from '../job-insertion.ts'

// Written out, since one job put in on its own waits for each step, and to compile the same words again is one.
const putInJob = `select put_in_job($1, $2, $3, $4, $5, $6) as id, case when $7 then pg_notify('job_ready', '') end`

/** Puts in one job; where it `tells`, workers hear of it as soon as it is there. */
export async function insert(
  db: Database,
  prepared: PreparedJob & { readonly tells?: boolean },
): Promise<number> {
  const { job, payload, limitKey, tells = false } = prepared
  const { rows } =
    job.wait === null
      ? await db.executeQuery<{ id: number }>(
          CompiledQuery.raw(putInJob, [
            job.kind,
            job.version,
            job.priority,
            job.maxAttempts,
            limitKey,
            JSON.stringify(payload),
            tells,
          ]),
        )
      : await insertion(prepared, sql``).execute(db)
  return rows[0]?.id as number // one row in, one row out
}

/** Puts in one job for each of `payloads`, in their order, by one statement. `limitKeys`, where there are any, go with them. */
export async function insertMany(
  db: Database,
  {
    job,
    payloads,
    limitKeys,
  }: {
    readonly job: NewJob
    readonly payloads: readonly unknown[]
    readonly limitKeys: readonly string[] | null
  },
): Promise<readonly number[]> {
  const values = sql`json_array_elements(${JSON.stringify(payloads)}::json)`
  const made =
    limitKeys === null
      ? { payload: sql`value`, limitKey: sql`null::text`, from: sql`from ${values} as value` }
      : {
          payload: sql`value`,
          limitKey: sql`limit_key`,
          from: sql`from rows from (${values}, unnest(${limitKeys}::text[])) as given (value, limit_key)`,
        }
  // One text instead of a row for each: reading a thousand rows cost half of what the caller pays for them.
  const { rows } = await sql<{ ids: string }>`
    with made as (${insertRows(job, made)})
    select string_agg(id::text, ',') as ids from made`.execute(db)
  return (rows[0]?.ids ?? '').split(',').map(Number)
}

/** Puts in a job that holds a unique key; undefined when another job holds it. */
export async function insertKeyed(
  db: Database,
  {
    job,
    payload,
    limitKey,
    uniqueKey,
  }: {
    readonly job: NewJob
    readonly payload: unknown
    readonly limitKey: string | null
    readonly uniqueKey: string
  },
): Promise<number | undefined> {
  const columns = sql`id, kind, version, priority, max_attempts, limit_key, unique_key, payload`
  const values = sql`held.job_id, ${job.kind}, ${job.version}::smallint, ${job.priority}::smallint,
    ${job.maxAttempts}::smallint, ${limitKey}, ${uniqueKey}, ${JSON.stringify(payload)}::json`
  const held = sql`
    with held as (
      insert into job_key (kind, unique_key, job_id) values (${job.kind}, ${uniqueKey}, nextval('job_id'))
      on conflict do nothing returning job_id
    )`
  const { rows } =
    job.wait === null
      ? await sql<{ id: number }>`
          ${held} insert into job (${columns}) select ${values} from held returning id`.execute(db)
      : await sql<{ id: number }>`
          ${held} insert into job_scheduled (${columns}, run_at)
          select ${values}, ${runAt(job.wait)} from held returning id`.execute(db)
  return rows[0]?.id
}

/** The job that holds a unique key; its row of keys stays locked until the end of the transaction. */
export async function keyHolder(
  db: Database,
  { kind, uniqueKey }: { readonly kind: string; readonly uniqueKey: string },
): Promise<number | undefined> {
  const held = await db
    .selectFrom('jobKey')
    .select('jobId')
    .where('kind', '=', kind)
    .where('uniqueKey', '=', uniqueKey)
    .forUpdate()
    .executeTakeFirst()
  return held?.jobId
}

/**
 * Gives the waiting job `id` another payload; one that runs already gets a successor that starts when it ends.
 * False when the job came to its end in the meantime.
 */
export async function replace(
  db: Database,
  {
    id,
    job,
    payload,
    limitKey,
    uniqueKey,
  }: {
    readonly id: number
    readonly job: NewJob
    readonly payload: unknown
    readonly limitKey: string | null
    readonly uniqueKey: string
  },
): Promise<boolean> {
  const text = JSON.stringify(payload)
  const ready = await sql`
    update job set payload = ${text}::json, version = ${job.version}::smallint, limit_key = ${limitKey}
    where kind = ${job.kind} and id = ${id} and lock_token is null`.execute(db)
  if (ready.numAffectedRows === 1n) return true
  const scheduled = await sql`
    update job_scheduled set payload = ${text}::json, version = ${job.version}::smallint, limit_key = ${limitKey},
      run_at = ${job.wait === null ? sql`now_at()` : runAt(job.wait)}
    where id = ${id}`.execute(db)
  if (scheduled.numAffectedRows === 1n) return true
  const running = await sql`
    update job_key set next_payload = ${text}::json, next_version = ${job.version}::smallint
    where kind = ${job.kind} and unique_key = ${uniqueKey} and job_id = ${id}
      and exists (select from job where kind = ${job.kind} and id = ${id} and lock_token is not null)`.execute(
    db,
  )
  return running.numAffectedRows === 1n
}
