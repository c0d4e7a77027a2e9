import { asOneText, type Claimed, readBatch } from '../claimed.ts'
import type { Line, Statement } from '../line.ts'
import type { Lane } from './jobs-claim.ts'

const waitingStatement: Statement = {
  name: 'job_limited_waiting',
  text: `
    select lane.kind, lane.priority from (
      select kind, priority from unnest($1::text[]) as kind cross join generate_series(0, 2) as priority
    ) as lane
    where not exists (select from job_pause where job_pause.kind = lane.kind)
      and exists (select from job where job.kind = lane.kind and job.priority = lane.priority
        and job.limit_key is not null and job.lock_token is null)`,
}

/** The lanes of `kinds` in which a job with a limit key waits. */
export function waitingLanes(
  line: Line,
  { kinds }: { readonly kinds: readonly string[] },
): Promise<readonly Pick<Lane, 'kind' | 'priority'>[]> {
  return line.query(waitingStatement, [kinds])
}

// Claims of one kind with a limit come one after the other, each with a view of its own, which a statement has only when it
// begins after the lock is held. Nobody waits for the lock: a worker that froze with it would hold up all others.
const lockStatement: Statement = {
  name: 'job_limit_lock',
  text: `select pg_try_advisory_lock(0x6b6579, hashtext($1)) as "isOurs"`,
}
const unlockStatement: Statement = {
  name: 'job_limit_unlock',
  text: `select pg_advisory_unlock(0x6b6579, hashtext($1))`,
}

// From key to key by one search of the index each, however many jobs wait under a key; of each as many as it has room for.
// Keys take turns: the next claim goes on behind the last one that was looked at.
const claimStatement: Statement = {
  name: 'job_claim_limited',
  text: `
    with recursive walk (limit_key, n) as (
      (select limit_key, 1 from job where kind = $3 and priority = $4 and limit_key > $5 order by limit_key limit 1)
      union all
      select next.limit_key, n + 1 from walk cross join lateral (
        select limit_key from job where kind = $3 and priority = $4 and job.limit_key > walk.limit_key
        order by limit_key limit 1
      ) as next where n < $6
    ), room as materialized (
      select walk.limit_key, n, slots.* from walk cross join lateral (
        select least($7 - count(*) filter (where not is_over), $8 - count(*) filter (where counts)) as free,
          case when count(*) filter (where counts) >= $8 then min(counts_until) filter (where counts) end as free_at
        from (
          select is_over, counts_until, counts_until > (select now_at()) as counts from job_slot
          where kind = $3 and job_slot.limit_key = walk.limit_key
        ) as slot
      ) as slots
    ), claimed as (
      update job set lock_token = $1, worker_id = $2, started_at = (select now_at()), attempt = attempt + 1
      where ctid = any (array(
        select place from room cross join lateral (
          select job.ctid as place from job
          where job.kind = $3 and job.priority = $4 and job.limit_key = room.limit_key
            and job.lock_token is null and job.version <= $9
            and not exists (select from job_pause where job_pause.kind = $3)
          order by job.id limit greatest(room.free, 0) for update of job skip locked
        ) as waiting
        limit $10
      ))
      returning ctid, id, kind, priority, version, attempt, max_attempts, unique_key, limit_key, payload
    ), slots as (
      insert into job_slot (kind, limit_key, lock_token, job_id, counts_until)
      select kind, limit_key, $1, id, (select now_at()) + $11::float8 * interval '1 ms' from claimed
    )
    select ${asOneText}, (select count(*) from walk) as looked,
      case when (select count(*) from claimed) = $10 then (select max(limit_key) from claimed)
        else (select max(limit_key) from walk) end as last,
      (select extract(epoch from min(free_at) - (select now_at())) * 1000 from room)::float8 as "waitMs"`,
}

/** How much of one limit key there may be at once, and how many of it may begin in how long. */
export type Limit = {
  readonly atOnce: number
  readonly rate: { readonly jobs: number; readonly perMs: number } | null
}

export type LimitedClaim = {
  readonly claimed: readonly Claimed[]
  /** How many keys were looked at, and behind which one others have not had their turn. */
  readonly looked: number
  readonly last: string | null
  /** How long until the first of the keys that their rate holds back has room again. */
  readonly waitMs: number | null
}

/**
 * Takes up to `lane.most` jobs of a lane whose jobs all have a limit key, from at most `keys` keys behind `after`.
 * Undefined while another worker is at it.
 */
export async function claimLimited(
  line: Line,
  {
    token,
    workerId,
    lane,
    limit: { atOnce, rate },
    after,
    keys,
  }: {
    readonly token: number
    readonly workerId: number
    readonly lane: Omit<Lane, 'after'>
    readonly limit: Limit
    readonly after: string
    readonly keys: number
  },
): Promise<LimitedClaim | undefined> {
  const [lock] = await line.query<{ isOurs: boolean }>(lockStatement, [lane.kind])
  if (lock?.isOurs !== true) return undefined
  try {
    const [row] = await line.query<Omit<LimitedClaim, 'claimed'> & { readonly batch: string | null }>(
      claimStatement,
      [
        token,
        workerId,
        lane.kind,
        lane.priority,
        after,
        keys,
        Math.min(atOnce, anyNumber),
        rate?.jobs ?? anyNumber,
        lane.version,
        lane.most,
        rate?.perMs ?? null,
      ],
    )
    if (row === undefined) throw new Error('the claim gave no answer')
    return { claimed: readBatch(row.batch), looked: row.looked, last: row.last, waitMs: row.waitMs }
  } finally {
    await line.query(unlockStatement, [lane.kind])
  }
}

const anyNumber = 2 ** 31 - 1

const sweepStatement: Statement = {
  name: 'job_slot_sweep',
  text: `delete from job_slot where is_over and counts_until <= (select now_at())`,
}

/** Forgets jobs that have ended and count against no rate any more. */
export async function sweepSlots(line: Line): Promise<void> {
  await line.query(sweepStatement, [])
}
