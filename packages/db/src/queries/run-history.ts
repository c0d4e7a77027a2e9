import type { Assistance, RunState } from '@shiplap/domain/run'
import { sql } from 'kysely'
import type { Database } from '../connect.ts'

export type HistoryRow = {
  readonly id: string
  readonly challenge: string
  readonly challengeTitle: string
  readonly category: string
  readonly categoryTitle: string
  readonly assistance: Assistance
  readonly stack: readonly string[]
  readonly state: RunState
  readonly timeMs: number | null
  readonly armedAt: Date
  readonly endedAt: Date | null
  readonly milestonesReached: number
  readonly milestoneCount: number
  readonly submissionId: string | null
  readonly submissionState: 'PENDING' | 'APPROVED' | 'REJECTED' | null
  /** True for the runner's best of its board. */
  readonly isBest: boolean
}

/** A runner's runs, the newest first, before the run `before`. Others see what was finished. */
export async function page(
  db: Database,
  {
    accountId,
    own,
    challenge,
    before,
    limit,
  }: {
    readonly accountId: string
    readonly own: boolean
    readonly challenge: string | null
    readonly before: string | null
    readonly limit: number
  },
): Promise<readonly HistoryRow[]> {
  const { rows } = await sql<HistoryRow>`
    select r.id, c.slug as challenge, v.title as challenge_title, k.slug as category, k.title as category_title,
      b.assistance, r.stack, r.state, r.time_ms, r.armed_at, r.ended_at, r.milestone_count,
      (select count(*) from split where run_id = r.id) as milestones_reached,
      s.id as submission_id, s.state as submission_state,
      exists (select from board_entry e where e.board_id = r.board_id and e.lens = 'provisional/all//timed'
        and e.run_id = r.id and not e.obsolete) as is_best
    from run r
    join challenge_version v on v.id = r.challenge_version_id
    join challenge c on c.id = v.challenge_id
    join category k on k.id = r.category_id
    join board b on b.id = r.board_id
    left join submission s on s.run_id = r.id
    where r.account_id = ${accountId} and (${before}::uuid is null or r.id < ${before}::uuid)
      and (${challenge}::text is null or c.slug = ${challenge})
      and (r.state = 'finished' or ${own} and r.state in ('abandoned', 'expired'))
    order by r.id desc limit ${limit}`.execute(db)
  return rows
}

export async function accountByName(db: Database, { username }: { readonly username: string }) {
  const { rows } = await sql<{ id: string; username: string; createdAt: Date }>`
    select id, username, created_at from account where username_key = lower(${username})`.execute(db)
  return rows[0]
}

/** How much a runner ran: totals, and finished runs per day of the last year. */
export async function totals(db: Database, { accountId }: { readonly accountId: string }) {
  const { rows } = await sql<{
    started: number
    finished: number
    approved: number
    onTheClockMs: number
    records: number
    days: readonly { readonly day: string; readonly runs: number }[]
  }>`
    with mine as (
      select r.id, r.state, r.started_at, r.ended_at, r.time_ms, s.state as submission_state
      from run r left join submission s on s.run_id = r.id
      where r.account_id = ${accountId} and r.state <> 'armed'
    )
    select count(*) as started, count(*) filter (where state = 'finished') as finished,
      count(*) filter (where submission_state = 'APPROVED') as approved,
      coalesce(sum(time_ms), 0)::bigint as on_the_clock_ms,
      (select count(*) from board_record b join mine on mine.id = b.run_id) as records,
      (select coalesce(json_agg(json_build_object('day', day, 'runs', runs) order by day), '[]') from (
        select to_char(started_at at time zone 'UTC', 'YYYY-MM-DD') as day, count(*) as runs from mine
        where started_at > now_at() - interval '366 days' group by 1) d) as days
    from mine`.execute(db)
  return rows[0]
}

/** Per board a runner has finished on: every finished time in order, and each segment's best, average and last. */
export async function progress(
  db: Database,
  { accountId, limit }: { readonly accountId: string; readonly limit: number },
) {
  const { rows } = await sql<{
    challenge: string
    challengeTitle: string
    category: string
    categoryTitle: string
    assistance: Assistance
    times: readonly {
      readonly runId: string
      readonly endedAt: string
      readonly timeMs: number
      readonly verified: boolean
    }[]
    segments: readonly {
      readonly title: string
      readonly bestMs: number | null
      readonly averageMs: number | null
    }[]
  }>`
    with mine as (
      select r.id, r.board_id, r.challenge_version_id, r.ended_at, r.time_ms, coalesce(s.state = 'APPROVED', false) as verified,
        row_number() over (partition by r.board_id order by r.ended_at desc) as age
      from run r left join submission s on s.run_id = r.id
      where r.account_id = ${accountId} and r.state = 'finished' and s.state is distinct from 'REJECTED'
    ), latest as (
      select * from mine where age <= 100
    ), boards as (
      select board_id, max(ended_at) as last_at, (array_agg(challenge_version_id order by ended_at desc))[1] as version_id
      from latest group by board_id order by last_at desc limit ${limit}
    )
    select c.slug as challenge, v.title as challenge_title, k.slug as category, k.title as category_title, b.assistance,
      (select json_agg(json_build_object('runId', l.id, 'endedAt', ${iso(sql`l.ended_at`)}, 'timeMs', l.time_ms,
        'verified', l.verified) order by l.ended_at) from latest l where l.board_id = b.id) as times,
      (select json_agg(json_build_object('title', m.title, 'bestMs', t.best, 'averageMs', t.average) order by m.position)
        from milestone m cross join lateral (
          select min(s.segment_ms) as best, round(avg(s.segment_ms))::bigint as average
          from split s where s.account_id = ${accountId} and s.board_id = b.id and s.position = m.position
            and s.counts and s.segment_ms is not null) t
        where m.challenge_version_id = v.id and (k.first_milestones is null or m.position <= k.first_milestones)) as segments
    from boards mb
    join board b on b.id = mb.board_id
    join category k on k.id = b.category_id
    join challenge c on c.id = b.challenge_id
    join challenge_version v on v.id = mb.version_id
    order by mb.last_at desc`.execute(db)
  return rows
}

function iso(at: ReturnType<typeof sql>) {
  return sql`to_char(${at} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`
}
