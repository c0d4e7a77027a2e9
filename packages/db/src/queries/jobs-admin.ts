import type { JobState } from '@shiplap/domain/job'
import { type RawBuilder, sql } from 'kysely'
import type { Database } from '../connect.ts'

export type JobFilter = {
  readonly state?: JobState | undefined
  readonly kind?: string | undefined
  readonly fingerprint?: string | undefined
  /** Occurs in the payload, outside of `hidden`. */
  readonly text?: string | undefined
  /** Fields of payloads that nobody may search. */
  readonly hidden?: readonly string[] | undefined
}

export type JobRow = {
  readonly id: number
  readonly kind: string
  readonly state: JobState
  readonly priority: number
  readonly attempt: number
  readonly maxAttempts: number
  readonly createdAt: Date
  /** When it may run, began, or ended: what its state is about. */
  readonly at: Date
  readonly startedAt: Date | null
  readonly workerId: number | null
  readonly progress: number | null
  readonly cancelAsked: boolean
  readonly uniqueKey: string | null
  readonly limitKey: string | null
  readonly payload: Readonly<Record<string, unknown>>
  readonly errors: readonly JobError[] | null
}

export type JobError = {
  readonly attempt: number
  readonly at: string
  readonly message: string
  readonly fingerprint: string
}

/** Jobs that match, the newest first, from behind the id `before`. */
export async function list(
  db: Database,
  { filter, before, most }: { readonly filter: JobFilter; readonly before: number; readonly most: number },
): Promise<readonly JobRow[]> {
  const parts = placesOf(filter).map(
    (place) => sql`(
      select ${place.columns} from ${place.table} where id < ${before} and ${place.where} order by id desc limit ${most})`,
  )
  if (parts.length === 0) return []
  const { rows } = await sql<JobRow>`
    select * from (${sql.join(parts, sql` union all `)}) as found order by id desc limit ${most}`.execute(db)
  return rows
}

/** Ids of jobs that match, the newest first. */
export async function matching(
  db: Database,
  { filter, most }: { readonly filter: JobFilter; readonly most: number },
): Promise<readonly number[]> {
  const parts = placesOf(filter).map((place) => sql`(select id from ${place.table} where ${place.where})`)
  if (parts.length === 0) return []
  const { rows } = await sql<{ id: number }>`
    select * from (${sql.join(parts, sql` union all `)}) as found order by id desc limit ${most}`.execute(db)
  return rows.map((row) => row.id)
}

/** One job, wherever it is. */
export async function byId(db: Database, { id }: { readonly id: number }): Promise<JobRow | undefined> {
  const parts = placesOf({}).map(
    (place) => sql`select ${place.columns} from ${place.table} where id = ${id} and ${place.where}`,
  )
  const { rows } = await sql<JobRow>`${sql.join(parts, sql` union all `)}`.execute(db)
  return rows[0]
}

type Place = {
  readonly table: RawBuilder<unknown>
  readonly columns: RawBuilder<unknown>
  readonly where: RawBuilder<boolean>
}

const shared = sql`id, kind, priority, attempt, max_attempts, created_at, unique_key, limit_key, payload, errors`
const hot = {
  table: sql`job`,
  columns: sql`${shared}, case when lock_token is null then 'ready' else 'running' end as state,
    coalesce(started_at, ready_at) as at, started_at, worker_id, progress, cancel_asked`,
}
const future = {
  table: sql`job_scheduled`,
  columns: sql`${shared}, case when attempt = 0 then 'scheduled' else 'retrying' end as state,
    run_at as at, null::timestamptz as started_at, null::integer as worker_id, null::real as progress, false as cancel_asked`,
}
const past = {
  table: sql`job_history`,
  columns: sql`${shared}, state::text as state, finished_at as at, started_at, worker_id, null::real as progress,
    false as cancel_asked`,
}

/** Where jobs of a filter lie, and how to tell them from the others there. */
function placesOf({ state, kind, fingerprint, text, hidden = [] }: JobFilter): readonly Place[] {
  const common = sql<boolean>`
    ${kind === undefined ? sql`true` : sql`kind = ${kind}`}
    and ${text === undefined ? sql`true` : says(text, hidden)}`
  const isOf = (place: Omit<Place, 'where'>, condition: RawBuilder<unknown>): Place => ({
    ...place,
    where: sql<boolean>`${common} and ${condition}`,
  })
  const hasEnded = sql`(${state ?? null}::text is null or state = ${state ?? null}) and ${
    fingerprint === undefined ? sql`true` : sql`fingerprint = ${fingerprint}`
  }`
  if (state === 'ready') return [isOf(hot, sql`lock_token is null`)]
  if (state === 'running') return [isOf(hot, sql`lock_token is not null`)]
  if (state === 'scheduled') return [isOf(future, sql`attempt = 0`)]
  if (state === 'retrying') return [isOf(future, sql`attempt > 0`)]
  // The condition in plain words lets PostgreSQL use the index of what did not end well.
  if (state === 'dead') return [isOf(past, sql`state <> 'done' and ${hasEnded}`)]
  if (state === 'cancelled') return [isOf(past, sql`state <> 'done' and ${hasEnded}`)]
  if (state === 'done' || fingerprint !== undefined) return [isOf(past, hasEnded)]
  return [isOf(hot, sql`true`), isOf(future, sql`true`), isOf(past, hasEnded)]
}

// The longest plain word is looked for first, in the payload as it is stored and without a look at any language: that is
// a fraction of the cost, and few pass it.
function says(text: string, hidden: readonly string[]) {
  const words = text.match(/[a-z0-9]+/gi) ?? []
  const longest = words.toSorted((one, other) => other.length - one.length)[0] ?? ''
  return sql<boolean>`position(${longest.toLowerCase()} in lower(payload::text collate "C")) > 0
    and position(lower(${text}) in lower((payload::jsonb - ${hidden}::text[])::text)) > 0`
}
