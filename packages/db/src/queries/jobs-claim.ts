import type { Line, Statement } from '../line.ts'

/** The jobs of one kind and priority, in the order of their ids, from behind `after`; at most `most` of them. */
export type Lane = {
  readonly kind: string
  readonly priority: number
  readonly version: number
  readonly after: number
  readonly most: number
}

/** A job as a claim brings it: `at` is where its row lies, `isKeyed` that it holds a unique key or counts against a limit key. */
export type Claimed = readonly [
  at: string,
  id: number,
  kind: string,
  priority: number,
  version: number,
  attempt: number,
  maxAttempts: number,
  isKeyed: boolean,
  payload: unknown,
]

// One statement takes a batch. Rows that others are taking are skipped; rows are addressed by their place, which spares a
// second search and any plan that would read the table; the answer is one text of JSON, which is the fastest to read
// (and `concat` the fastest to write: the functions of JSON look up each type for each value).
const asOneText = `
    select string_agg(concat('["', ctid, '",', id, ',"', kind, '",', priority, ',', version, ',', attempt, ',', max_attempts,
      ',', case when unique_key is null and limit_key is null then 'false' else 'true' end, ',', payload, ']'), ',') as batch
    from claimed`
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
    ${asOneText}`,
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
  const batch = JSON.parse(`[${row?.batch ?? ''}]`) as Claimed[] // the statement above makes it
  return batch.sort(inTurn)
}

// Claims of one kind with a limit come one after the other, each with a view of its own: what a statement that waits for a
// lock sees is older than the lock.
const lockStatement: Statement = {
  name: 'job_limit_lock',
  text: `select pg_advisory_lock(0x6b6579, hashtext($1))`,
}
const unlockStatement: Statement = {
  name: 'job_limit_unlock',
  text: `select pg_advisory_unlock(0x6b6579, hashtext($1))`,
}
const claimLimitedStatement: Statement = {
  name: 'job_claim_limited',
  text: `
    with busy as materialized (
      select limit_key, count(*) as running from job
      where kind = $3 and lock_token is not null and limit_key is not null group by limit_key
    ), waiting as (
      select place, priority, id, limit_key, coalesce(busy.running, 0)
        + row_number() over (partition by limit_key order by priority, id) as rank
      from (
        select ctid as place, priority, id, limit_key from job
        where kind = $3 and lock_token is null and version <= $4
          and not exists (select from job_pause where job_pause.kind = $3)
          and not exists (select from busy where busy.limit_key = job.limit_key and busy.running >= $5)
        order by priority, id limit 2000
      ) as first left join busy using (limit_key)
    ), claimed as (
      update job set lock_token = $1, worker_id = $2, started_at = (select now_at()), attempt = attempt + 1
      where lock_token is null and ctid = any (array(
        select place from waiting where limit_key is null or rank <= $5 order by priority, id limit $6))
      returning ctid, id, kind, priority, version, attempt, max_attempts, unique_key, limit_key, payload
    )
    ${asOneText}`,
}

/** Takes up to `most` jobs of a kind of which only `perKey` with one limit key may run at once, wherever they run. */
export async function claimLimited(
  line: Line,
  {
    token,
    workerId,
    lane,
    perKey,
  }: {
    readonly token: number
    readonly workerId: number
    readonly lane: Pick<Lane, 'kind' | 'version' | 'most'>
    readonly perKey: number
  },
): Promise<readonly Claimed[]> {
  await line.query(lockStatement, [lane.kind])
  try {
    const values = [token, workerId, lane.kind, lane.version, perKey, lane.most]
    const [row] = await line.query<{ batch: string | null }>(claimLimitedStatement, values)
    return (JSON.parse(`[${row?.batch ?? ''}]`) as Claimed[]).sort(inTurn) // the statement above makes it
  } finally {
    await line.query(unlockStatement, [lane.kind])
  }
}

// The priority, then the id.
function inTurn(one: Claimed, other: Claimed): number {
  return one[3] - other[3] || one[1] - other[1]
}
