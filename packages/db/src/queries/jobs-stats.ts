import { sql } from 'kysely'
import type { Database } from '../connect.ts'

/** What waits, runs and lies ahead, by kind. */
export async function open(db: Database) {
  const { rows } = await sql<{
    kind: string
    ready: number
    running: number
    scheduled: number
    retrying: number
    /** How long the longest-waiting job has been ready. */
    lagMs: number | null
  }>`
    select kind, sum(ready)::bigint as ready, sum(running)::bigint as running, sum(scheduled)::bigint as scheduled,
      sum(retrying)::bigint as retrying,
      (extract(epoch from (select now_at()) - min(oldest)) * 1000)::bigint as lag_ms
    from (
      select kind, count(*) filter (where lock_token is null) as ready, count(lock_token) as running, 0 as scheduled,
        0 as retrying, min(ready_at) filter (where lock_token is null) as oldest
      from job group by kind
      union all
      select kind, 0, 0, count(*) filter (where attempt = 0), count(*) filter (where attempt > 0), null
      from job_scheduled group by kind
    ) as parts group by kind order by kind`.execute(db)
  return rows
}

/** How many jobs lie in history, by kind and end. */
export async function ended(db: Database) {
  const { rows } = await sql<{ kind: string; state: 'done' | 'dead' | 'cancelled'; count: number }>`
    select kind, state, count(*) as count from job_history group by kind, state order by kind, state`.execute(
    db,
  )
  return rows
}

/** What ended in each of the last minutes, by kind: outcomes, and how long the jobs took. */
export async function lastMinutes(db: Database, { minutes }: { readonly minutes: number }) {
  const { rows } = await sql<{
    kind: string
    /** How many minutes ago, 0 for the one that runs. */
    ago: number
    done: number
    dead: number
    cancelled: number
    meanMs: number | null
  }>`
    select kind, (extract(epoch from date_trunc('minute', (select now_at())) - date_trunc('minute', finished_at)) / 60)::integer
        as ago,
      count(*) filter (where state = 'done') as done, count(*) filter (where state = 'dead') as dead,
      count(*) filter (where state = 'cancelled') as cancelled,
      avg(extract(epoch from finished_at - started_at) * 1000)::float8 as mean_ms
    from job_history
    where finished_at >= date_trunc('minute', (select now_at())) - ${minutes - 1} * interval '1 minute'
    group by 1, 2 order by 1, 2`.execute(db)
  return rows
}

/** Dead jobs by what went wrong. */
export async function groups(db: Database, { most }: { readonly most: number }) {
  const { rows } = await sql<{
    kind: string
    fingerprint: string
    count: number
    firstAt: Date
    lastAt: Date
    lastId: number
  }>`
    select kind, fingerprint, count(*) as count, min(finished_at) as first_at, max(finished_at) as last_at, max(id) as last_id
    from job_history where state <> 'done' and state = 'dead'
    group by kind, fingerprint order by count(*) desc, max(finished_at) desc limit ${most}`.execute(db)
  return rows
}

/** Kinds nobody may claim just now. */
export async function paused(db: Database) {
  const rows = await db.selectFrom('jobPause').select(['kind', 'pausedAt']).orderBy('kind').execute()
  return rows
}
