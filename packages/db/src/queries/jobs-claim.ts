import { asOneText, type Claimed, readBatch } from '../claimed.ts'
import type { Line, Statement } from '../line.ts'

/** The jobs of one kind and priority, in the order of their ids, from behind `after`; at most `most` of them. */
export type Lane = {
  readonly kind: string
  readonly priority: number
  readonly version: number
  readonly after: number
  readonly most: number
}

// One statement takes a batch. Rows that others are taking are skipped; rows are addressed by their place, which spares a
// second search and any plan that would read the table.
const claimStatement: Statement = {
  name: 'job_claim',
  text: `
    with claimed as (
      update job set lock_token = $1, worker_id = $2, started_at = (select now_at()), attempt = attempt + 1
      where ctid = any (array(
        select place from unnest($3::text[], $4::smallint[], $5::smallint[], $6::bigint[], $7::integer[])
          as lane (kind, priority, version, after, most)
        cross join lateral (
          select job.ctid as place from job
          where job.kind = lane.kind and job.priority = lane.priority and job.id > lane.after
            and job.lock_token is null and job.version <= lane.version
            and not exists (select from job_pause where job_pause.kind = lane.kind)
          order by job.id limit lane.most for update of job skip locked
        ) as waiting
        limit $8
      ))
      returning ctid, id, kind, priority, version, attempt, max_attempts, unique_key, limit_key, payload
    )
    select ${asOneText}`,
}

/** Takes up to `most` jobs from `lanes`, the first lanes first, for the worker under `token`. */
export async function claim(
  line: Line,
  {
    token,
    workerId,
    lanes,
    most,
  }: {
    readonly token: number
    readonly workerId: number
    readonly lanes: readonly Lane[]
    readonly most: number
  },
): Promise<readonly Claimed[]> {
  const [row] = await line.query<{ batch: string | null }>(claimStatement, [
    token,
    workerId,
    lanes.map((lane) => lane.kind),
    lanes.map((lane) => lane.priority),
    lanes.map((lane) => lane.version),
    lanes.map((lane) => lane.after),
    lanes.map((lane) => lane.most),
    most,
  ])
  return readBatch(row?.batch)
}
