import type { Assistance } from '@shiplap/domain/run'
import { sql } from 'kysely'
import type { Database, Tx } from '../connect.ts'

/** The board of a category in the epoch of its newest version, with what it is called. */
export async function find(
  db: Database,
  args: { readonly challenge: string; readonly category: string; readonly assistance: Assistance },
) {
  const { rows } = await sql<{
    categoryId: string
    challengeTitle: string
    categoryTitle: string
    id: string | null
    milestoneCount: number
  }>`
    select k.id as category_id, v.title as challenge_title, k.title as category_title, b.id,
      coalesce(k.first_milestones,
        (select count(*) from milestone where challenge_version_id = v.id))::integer as milestone_count
    from challenge c
    cross join lateral (
      select * from challenge_version where challenge_id = c.id and published_at is not null
      order by number desc limit 1) v
    join category k on k.challenge_id = c.id
    left join board b on (b.category_id, b.epoch, b.assistance) = (k.id, v.epoch, ${args.assistance})
    where c.slug = ${args.challenge} and k.slug = ${args.category}`.execute(db)
  return rows[0]
}

/** The board's id, made when its first run is armed. */
export async function ensure(
  db: Database,
  board: {
    readonly challengeId: string
    readonly epoch: number
    readonly categoryId: string
    readonly assistance: Assistance
  },
): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    insert into board (challenge_id, epoch, category_id, assistance)
    values (${board.challengeId}, ${board.epoch}, ${board.categoryId}, ${board.assistance})
    on conflict (category_id, epoch, assistance) do update set epoch = excluded.epoch
    returning id`.execute(db)
  return rows[0]?.id as string // an upsert always returns its row
}

export async function all(db: Database): Promise<readonly string[]> {
  return (await db.selectFrom('board').select('id').orderBy('id').execute()).map((board) => board.id)
}

export type List = { readonly boardId: string; readonly lens: string }

/** The place in the order of a list, from which pages are read on. */
export type Place = { readonly timeMs: number; readonly achievedAt: Date; readonly runId: string }

export type EntryRow = Place & {
  readonly accountId: string
  readonly username: string
  readonly stack: readonly string[]
  readonly evidence: 'timed' | 'checked' | 'replayed'
  readonly obsolete: boolean
  /** Another runner of the list has the same time. */
  readonly tied: boolean
  readonly clockStepped: boolean
  readonly submissionState: 'PENDING' | 'APPROVED' | 'REJECTED' | null
  readonly videoUrl: string | null
}

/** Entries that follow each other, and what their ranks are counted from. */
export type Stretch = {
  readonly rows: readonly EntryRow[]
  /** How many runners are faster than the first row, and how many as fast but before it. */
  readonly faster: number
  readonly tiedBefore: number
}

/** Entries after (or, with `before`, those right before) a place, or the first ones. Always in the order of the board. */
export async function entries(
  db: Database,
  {
    boardId,
    lens,
    after,
    before,
    from,
    skip = 0,
    fromMs = null,
    obsolete = false,
    limit,
  }: List & {
    readonly after?: Place | undefined
    readonly before?: Place | undefined
    /** Like `after`, with the place itself. */
    readonly from?: Place | undefined
    /** Reading starts at this time, and leaves out so many. */
    readonly fromMs?: number | null
    readonly skip?: number
    readonly obsolete?: boolean
    readonly limit: number
  },
): Promise<Stretch> {
  const backwards = before !== undefined
  const order = backwards
    ? sql`e.time_ms desc, e.achieved_at desc, e.run_id desc`
    : sql`e.time_ms, e.achieved_at, e.run_id`
  const isFirst = sql`row_number() over (order by e.time_ms, e.achieved_at, e.run_id) = 1`
  const { rows: found } = await sql<EntryRow & { readonly faster: number; readonly tiedBefore: number }>`
    select e.run_id, e.time_ms, e.achieved_at, e.obsolete, e.account_id, a.username, r.stack, r.evidence,
      r.clock_stepped, s.state as submission_state, d.video_url,
      not e.obsolete and exists (
        select from board_tally y where (y.board_id, y.lens, y.shift, y.span) = (e.board_id, e.lens, 0, e.time_ms)
          and y.runners > 1) as tied,
      case when ${isFirst} then runners_before(e.board_id, e.lens, e.time_ms) end as faster,
      case when ${isFirst} then (
        select count(*) from board_entry t
        where t.board_id = e.board_id and t.lens = e.lens and t.time_ms = e.time_ms and not t.obsolete
          and (t.achieved_at, t.run_id) < (e.achieved_at, e.run_id)) end as tied_before
    from (
      select e.* from board_entry e
      where e.board_id = ${boardId} and e.lens = ${lens}
        ${obsolete ? sql`` : sql`and not e.obsolete`}
        ${fromMs === null ? sql`` : sql`and e.time_ms >= ${fromMs}`}
        ${after ? sql`and ${placed} > ${place(after)}` : sql``}
        ${from ? sql`and ${placed} >= ${place(from)}` : sql``}
        ${before ? sql`and ${placed} < ${place(before)}` : sql``}
      order by ${order} limit ${limit} offset ${skip}
    ) e
    join run r on r.id = e.run_id
    join account a on a.id = e.account_id
    left join submission s on s.run_id = e.run_id
    left join submission_revision d on (d.submission_id, d.revision) = (s.id, s.revision)
    order by ${order}`.execute(db)
  const rows = backwards ? found.toReversed() : found
  return { rows, faster: rows[0]?.faster ?? 0, tiedBefore: rows[0]?.tiedBefore ?? 0 }
}

const placed = sql`(e.time_ms, e.achieved_at, e.run_id)`
const place = ({ timeMs, achievedAt, runId }: Place) =>
  sql`(${timeMs}::bigint, ${achievedAt}::timestamptz, ${runId}::uuid)`

/** How many runners a list holds. */
export async function count(db: Database, { boardId, lens }: List): Promise<number> {
  const { rows } = await sql<{ runners: number }>`
    select runners_in(${boardId}, ${lens}) as runners`.execute(db)
  return rows[0]?.runners ?? 0
}

/** The time that stands in place `place` (from one) of a list, and how many runners are faster than it; undefined past its end. */
export async function atPlace(db: Database, { boardId, lens, place }: List & { readonly place: number }) {
  const { rows } = await sql<{ timeMs: number | null; faster: number }>`
    select time_ms, runners_before(${boardId}, ${lens}, time_ms) as faster
    from (select time_at_place(${boardId}, ${lens}, ${place}) as time_ms) t`.execute(db)
  const found = rows[0]
  return found === undefined || found.timeMs === null ? undefined : { ...found, timeMs: found.timeMs }
}

/** Where a runner stands in a list: rank, and the place in its order. */
export async function standingOf(
  db: Database,
  { boardId, lens, username }: List & { readonly username: string },
) {
  const { rows } = await sql<Place & { rank: number; runners: number; accountId: string }>`
    select e.run_id, e.time_ms, e.achieved_at, e.account_id,
      runners_before(e.board_id, e.lens, e.time_ms) + 1 as rank, runners_in(e.board_id, e.lens) as runners
    from board_entry e
    where e.board_id = ${boardId} and e.lens = ${lens} and not e.obsolete
      and e.account_id = (select id from account where username_key = lower(${username}))`.execute(db)
  return rows[0]
}

/** The rank that a time has, or would have, in a list, and how many runners the list holds. */
export async function rankOfTime(
  db: Database | Tx,
  { boardId, lens, timeMs }: List & { readonly timeMs: number },
) {
  const { rows } = await sql<{ rank: number; runners: number; bestMs: number | null }>`
    select runners_before(${boardId}, ${lens}, ${timeMs}) + 1 as rank, runners_in(${boardId}, ${lens}) as runners,
      (select time_ms from board_entry where board_id = ${boardId} and lens = ${lens} and not obsolete
       order by time_ms limit 1) as best_ms`.execute(db)
  return rows[0] ?? { rank: 1, runners: 0, bestMs: null }
}

/** Where a run stands in the official and in the provisional list of all time; null where it does not, or is obsolete. */
export async function standingsOfRun(
  db: Database,
  { boardId, runId }: { readonly boardId: string; readonly runId: string },
) {
  const { rows } = await sql<{ lens: string; obsolete: boolean; rank: number; runners: number }>`
    select lens, obsolete, runners_before(board_id, lens, time_ms) + 1 as rank, runners_in(board_id, lens) as runners
    from board_entry
    where board_id = ${boardId} and lens in ('official/all//timed', 'provisional/all//timed') and run_id = ${runId}
  `.execute(db)
  return rows
}
