import { sql } from 'kysely'
import type { Database } from '../connect.ts'

export type Depth = {
  readonly kind: string
  readonly waiting: number
  readonly running: number
  readonly scheduled: number
  /** How long the oldest of those that could run has waited. */
  readonly lagSeconds: number
}

/** How full the queue is, for each kind that has anything in it. */
export async function depthByKind(db: Database): Promise<readonly Depth[]> {
  const { rows } = await sql<Depth>`
    select kind, coalesce(sum(waiting), 0)::int as waiting, coalesce(sum(running), 0)::int as running,
      coalesce(sum(scheduled), 0)::int as scheduled, coalesce(max(lag), 0)::float8 as "lagSeconds"
    from (
      select kind, count(*) filter (where lock_token is null) as waiting,
        count(*) filter (where lock_token is not null) as running, 0 as scheduled,
        extract(epoch from now_at() - min(ready_at) filter (where lock_token is null)) as lag
      from job group by kind
      union all
      select kind, 0, 0, count(*), null from job_scheduled group by kind
    ) part
    group by kind order by kind`.execute(db)
  return rows
}
