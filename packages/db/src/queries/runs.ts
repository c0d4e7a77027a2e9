import type { Assistance, Evidence, Run, RunEvent, RunState } from '@shiplap/domain/run'
import { sql } from 'kysely'
import type { Database, Tx } from '../connect.ts'

/** Adds an armed run; undefined when the runner has a live one or this key was used before. */
export async function arm(
  tx: Tx,
  run: {
    readonly accountId: string
    readonly versionId: string
    readonly categoryId: string
    readonly boardId: string
    readonly stack: readonly string[]
    readonly milestoneCount: number
    readonly armKey: string
  },
) {
  const { rows } = await sql<{ id: string; armedAt: Date }>`
    insert into run (account_id, challenge_version_id, category_id, board_id, stack, milestone_count, arm_key)
    values (${run.accountId}, ${run.versionId}, ${run.categoryId}, ${run.boardId}, ${run.stack},
      ${run.milestoneCount}, ${run.armKey})
    on conflict do nothing
    returning id, armed_at`.execute(tx)
  return rows[0]
}

/** The run that this runner armed with this key. */
export function byArmKey(
  db: Database,
  { accountId, key }: { readonly accountId: string; readonly key: string },
) {
  return db
    .selectFrom('run')
    .select(['id', 'categoryId', 'boardId', 'stack'])
    .where('accountId', '=', accountId)
    .where('armKey', '=', key)
    .executeTakeFirst()
}

/** True when an armed run was there and is gone. `olderThanMs` leaves younger ones alone. */
export async function removeArmed(
  db: Database,
  {
    runId,
    accountId,
    olderThanMs = 0,
  }: { readonly runId: string; readonly accountId?: string; readonly olderThanMs?: number },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    delete from run where id = ${runId} and state = 'armed'
      and (${accountId ?? null}::uuid is null or account_id = ${accountId ?? null})
      and armed_at <= now_at() - ${`${olderThanMs} milliseconds`}::interval`.execute(db)
  return numAffectedRows === 1n
}

export type EventRow = RunEvent & { readonly key: string | null; readonly clientMs: number | null }

export type MilestoneRow = { readonly position: number; readonly slug: string; readonly title: string }

/** A run with everything that its page needs and its rules decide on. */
export type RunRow = {
  readonly id: string
  readonly accountId: string
  readonly username: string
  readonly boardId: string
  readonly challenge: string
  readonly challengeTitle: string
  readonly version: number
  readonly category: string
  readonly categoryTitle: string
  readonly assistance: Assistance
  readonly stack: readonly string[]
  readonly evidence: Evidence
  readonly state: RunState
  readonly milestoneCount: number
  readonly allowsPause: boolean
  readonly maxDurationMs: number
  readonly armedAt: Date
  readonly clockStepped: boolean
  readonly submitted: boolean
  /** The official time, when a verifier gave another than the run's own. */
  readonly timeMs: number | null
  readonly events: readonly EventRow[]
  readonly milestones: readonly MilestoneRow[]
  readonly submissionId: string | null
  readonly submissionState: 'PENDING' | 'APPROVED' | 'REJECTED' | null
  /** The database's clock when this was read, in milliseconds. */
  readonly now: number
}

export async function byId(db: Database, { runId }: { readonly runId: string }): Promise<RunRow | undefined> {
  const { rows } = await sql<RunRow>`${runRows} where r.id = ${runId}`.execute(db)
  return rows[0]
}

/** The runner's live run. */
export async function liveOf(
  db: Database,
  { accountId }: { readonly accountId: string },
): Promise<RunRow | undefined> {
  const { rows } = await sql<RunRow>`
    ${runRows} where r.account_id = ${accountId} and r.state in ('armed', 'running', 'paused')`.execute(db)
  return rows[0]
}

/** The runner's own run, and which run an act with this key was recorded for, if for any. */
export async function ownForAct(
  db: Database,
  { runId, accountId, key }: { readonly runId: string; readonly accountId: string; readonly key: string },
) {
  const { rows } = await sql<RunRow & { readonly keyUsedFor: string | null }>`
    ${runRowsWith(sql`, (select k.run_id from run_event k where k.account_id = ${accountId} and k.key = ${key}) as key_used_for`)}
    where r.id = ${runId} and r.account_id = ${accountId}`.execute(db)
  return rows[0]
}

/** Runs that are on the clock now, those that started last first. */
export async function live(db: Database, { limit }: { readonly limit: number }) {
  const { rows } = await sql<RunRow>`
    ${runRows} where r.state in ('running', 'paused') order by r.started_at desc limit ${limit}`.execute(db)
  return rows
}

/**
 * Records what happened to a run: its event, its summary and its standing splits, in one statement at one instant of
 * the database's clock. It does so only if the run is still as it was read (`seq`); undefined when it is not.
 */
export async function record(
  db: Database,
  event: {
    readonly runId: string
    readonly seq: number
    readonly kind: RunEvent['kind']
    readonly position: number | null
    readonly state: Run['state']
    readonly clientMs: number | null
    readonly key: string | null
  },
): Promise<EventRow | undefined> {
  const { runId, seq, kind, position, state, clientMs, key } = event
  const { rows } = await sql<EventRow>`
    with clock as materialized (select date_trunc('milliseconds', now_at()) as now),
    instant as (
      select r.id, c.now <= r.last_at as stepped, greatest(c.now, r.last_at + interval '1 ms') as at
      from run r, clock c where r.id = ${runId}
    ),
    moved as (
      update run r set
        state = ${state}, last_seq = r.last_seq + 1, last_at = i.at,
        started_at = case when ${kind} = 'started' then i.at else r.started_at end,
        paused_ms = r.paused_ms + case when ${kind} = 'resumed' then ${msBetween(sql`r.paused_at`, sql`i.at`)} else 0 end,
        paused_at = case when ${kind} = 'paused' then i.at end,
        ended_at = case when ${state} in ('finished', 'abandoned', 'expired') then i.at end,
        time_ms = case when ${state} = 'finished' then ${msBetween(sql`r.started_at`, sql`i.at`)} - r.paused_ms end,
        clock_stepped = r.clock_stepped or coalesce(i.stepped, false)
      from instant i, run before
      where r.id = i.id and before.id = r.id and r.last_seq = ${seq}
        and (${kind} <> 'finish-undone' or not r.submitted)
      returning r.*, i.at,
        coalesce(${msBetween(sql`r.started_at`, sql`coalesce(before.paused_at, i.at)`)} - before.paused_ms, 0) as elapsed_ms
    ),
    logged as (
      insert into run_event (run_id, seq, account_id, kind, position, at, elapsed_ms, client_ms, key)
      select id, last_seq, account_id, ${kind}, ${position}::integer, at, elapsed_ms, ${clientMs}::bigint, ${key}::text
      from moved
    ),
    stands as (
      insert into split (run_id, position, account_id, board_id, elapsed_ms, segment_ms)
      select m.id, ${position}::integer, m.account_id, m.board_id, m.elapsed_ms,
        case when ${position}::integer = 1 then m.elapsed_ms else m.elapsed_ms - (
          select elapsed_ms from split where run_id = m.id and position = ${position}::integer - 1) end
      from moved m where ${kind} = 'split'
    ),
    falls as (
      delete from split s using moved m
      where s.run_id = m.id and s.position = ${position}::integer and ${kind} in ('undone', 'finish-undone')
    )
    select last_seq as seq, ${kind} as kind, ${position}::integer as position, ${epochMs(sql`at`)} as at, elapsed_ms,
      ${clientMs}::bigint as client_ms, ${key}::text as key
    from moved`.execute(db)
  return rows[0]
}

function msBetween(from: ReturnType<typeof sql>, to: ReturnType<typeof sql>) {
  return sql`round(extract(epoch from ${to} - ${from}) * 1000)::bigint`
}

function epochMs(at: ReturnType<typeof sql>) {
  return sql`round(extract(epoch from ${at}) * 1000)::bigint`
}

const runRows = runRowsWith(sql``)

function runRowsWith(more: ReturnType<typeof sql>) {
  return sql`
    select r.id, r.account_id, a.username, r.board_id, c.slug as challenge, v.title as challenge_title,
      v.number as version, k.slug as category, k.title as category_title, b.assistance, r.stack, r.evidence, r.state,
      r.milestone_count, k.allows_pause, k.max_duration_ms, r.armed_at, r.clock_stepped, r.submitted, r.time_ms,
      (select coalesce(json_agg(json_build_object('seq', seq, 'kind', kind, 'position', position,
          'at', ${epochMs(sql`at`)}, 'elapsedMs', elapsed_ms, 'clientMs', client_ms, 'key', key) order by seq), '[]')
        from run_event where run_id = r.id) as events,
      (select json_agg(json_build_object('position', position, 'slug', slug, 'title', title) order by position)
        from milestone where challenge_version_id = v.id and position <= r.milestone_count) as milestones,
      s.id as submission_id, s.state as submission_state, ${epochMs(sql`now_at()`)} as now ${more}
    from run r
    join account a on a.id = r.account_id
    join challenge_version v on v.id = r.challenge_version_id
    join challenge c on c.id = v.challenge_id
    join category k on k.id = r.category_id
    join board b on b.id = r.board_id
    left join submission s on s.run_id = r.id`
}

/** Gives a finished run another official time. Its last split follows; false when that would come before the one before it. */
export async function retime(
  tx: Tx,
  { runId, timeMs }: { readonly runId: string; readonly timeMs: number },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    with last as (
      select s.run_id, s.position, coalesce(max(b.elapsed_ms), 0) as before_ms,
        bool_or(b.position = s.position - 1) or s.position = 1 as known
      from run r
      join split s on s.run_id = r.id and s.position = r.milestone_count
      left join split b on b.run_id = r.id and b.position < s.position
      where r.id = ${runId} group by s.run_id, s.position
    ), moved as (
      update split s set elapsed_ms = ${timeMs},
        segment_ms = case when last.known then ${timeMs} - last.before_ms end
      from last where (s.run_id, s.position) = (last.run_id, last.position) and ${timeMs} > last.before_ms
      returning s.run_id
    )
    update run set time_ms = ${timeMs} from moved where run.id = moved.run_id`.execute(tx)
  return numAffectedRows === 1n
}

/** Whether the segments of a run count among its runner's best. Those of a rejected one do not. */
export async function setSegmentsCount(
  tx: Tx,
  { runId, counts }: { readonly runId: string; readonly counts: boolean },
): Promise<void> {
  await sql`update split set counts = ${counts} where run_id = ${runId} and counts <> ${counts}`.execute(tx)
}
