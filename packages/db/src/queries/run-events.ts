import type { Run, RunEvent } from '@shiplap/domain/run'
import { sql } from 'kysely'
import { announceAfterCommit } from '../announce.ts'
import type { Database } from '../connect.ts'
import { insertion, type PreparedJob } from '../job-insertion.ts'

export type EventRow = RunEvent & { readonly key: string | null; readonly clientMs: number | null }

/**
 * Records what happened to a run: its event, its summary, its standing splits, its place on the board and the job that
 * follows, in one statement at one instant of the database's clock. It does so only if the run is still as it was read
 * (`seq`); undefined when it is not.
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
    /** What the worker has to do because of it. */
    readonly job?: PreparedJob
  },
): Promise<EventRow | undefined> {
  const { runId, seq, kind, position, state, clientMs, key, job } = event
  const movesBoard = state === 'finished' || kind === 'finish-undone'
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
        paused_ms = r.paused_ms + coalesce(${msBetween(sql`r.paused_at`, sql`i.at`)}, 0),
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
    ${job ? sql`, follows as (${insertion(job, sql`from moved`)})` : sql``}
    select last_seq as seq, ${kind} as kind, ${position}::integer as position, ${epochMs(sql`at`)} as at, elapsed_ms,
      ${clientMs}::bigint as client_ms, ${key}::text as key
    from moved ${movesBoard ? sql`cross join lateral refresh_board(moved.board_id, array[moved.account_id])` : sql``}`.execute(
    db,
  )
  if (job && rows.length > 0) await announceAfterCommit(db, 'job_ready')
  return rows[0]
}

function msBetween(from: ReturnType<typeof sql>, to: ReturnType<typeof sql>) {
  return sql`round(extract(epoch from ${to} - ${from}) * 1000)::bigint`
}

export function epochMs(at: ReturnType<typeof sql>) {
  return sql`round(extract(epoch from ${at}) * 1000)::bigint`
}
