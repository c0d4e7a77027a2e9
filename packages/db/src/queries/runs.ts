import type { Assistance, Evidence, RunState } from '@shiplap/domain/run'
import { sql } from 'kysely'
import type { Database, Tx } from '../connect.ts'
import { type EventRow, epochMs } from './run-events.ts'

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
