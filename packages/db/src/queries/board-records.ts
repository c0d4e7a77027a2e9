import { officialList } from '@shiplap/domain/board'
import type { Assistance } from '@shiplap/domain/run'
import { sql } from 'kysely'
import type { Database, Tx } from '../connect.ts'
import { lockBoard } from './board-entries.ts'

/** Takes a run that was just approved into the history of records, if it was one when it was achieved. */
export async function add(tx: Tx, { boardId, runId }: { readonly boardId: string; readonly runId: string }) {
  await sql`
    with run as (
      select run_id, time_ms, achieved_at from board_entry
      where board_id = ${boardId} and lens = ${officialList} and run_id = ${runId}
    ), record as (
      select run.* from run where not exists (
        select from board_record r where r.board_id = ${boardId} and r.time_ms <= run.time_ms
          and (r.achieved_at, r.run_id) < (run.achieved_at, run.run_id))
    ), passed as (
      -- Approved late, achieved early: what came after it and was no faster was no record.
      delete from board_record r using record
      where r.board_id = ${boardId} and r.time_ms >= record.time_ms
        and (r.achieved_at, r.run_id) > (record.achieved_at, record.run_id)
    )
    insert into board_record (board_id, run_id, time_ms, achieved_at)
    select ${boardId}, run_id, time_ms, achieved_at from record
    on conflict do nothing`.execute(tx)
}

/** Takes a run that no longer counts out of the history. Only then are all runs looked at again. */
export async function remove(
  tx: Tx,
  { boardId, runId }: { readonly boardId: string; readonly runId: string },
) {
  const { numAffectedRows } = await sql`
    delete from board_record where board_id = ${boardId} and run_id = ${runId}`.execute(tx)
  if (numAffectedRows === 1n) await rebuild(tx, { boardId })
}

/** Writes the history of a board's record anew, from its approved runs. */
export async function rebuild(tx: Tx, { boardId }: { readonly boardId: string }): Promise<void> {
  await lockBoard(tx, { boardId })
  await sql`delete from board_record where board_id = ${boardId}`.execute(tx)
  await sql`
    insert into board_record (board_id, run_id, time_ms, achieved_at)
    select ${boardId}, run_id, time_ms, achieved_at from (
      select run_id, time_ms, achieved_at, min(time_ms) over (
        order by achieved_at, run_id rows between unbounded preceding and 1 preceding) as best_before
      from board_entry where board_id = ${boardId} and lens = ${officialList}
    ) runs
    where best_before is null or time_ms < best_before`.execute(tx)
}

/** The records of a board, the standing one first. */
export async function list(
  db: Database,
  { boardId, limit }: { readonly boardId: string; readonly limit: number },
) {
  const { rows } = await sql<{
    runId: string
    username: string
    timeMs: number
    achievedAt: Date
    stack: readonly string[]
  }>`
    select r.run_id, a.username, r.time_ms, r.achieved_at, run.stack
    from board_record r join run on run.id = r.run_id join account a on a.id = run.account_id
    where r.board_id = ${boardId} order by r.time_ms limit ${limit}`.execute(db)
  return rows
}

/** The records that fell last, on whichever board. */
export async function latest(db: Database, { limit }: { readonly limit: number }) {
  const { rows } = await sql<{
    runId: string
    username: string
    challenge: string
    challengeTitle: string
    category: string
    categoryTitle: string
    assistance: Assistance
    timeMs: number
    achievedAt: Date
  }>`
    select r.run_id, a.username, c.slug as challenge, v.title as challenge_title, k.slug as category,
      k.title as category_title, b.assistance, r.time_ms, r.achieved_at
    from board_record r
    join board b on b.id = r.board_id
    join category k on k.id = b.category_id
    join run on run.id = r.run_id
    join challenge_version v on v.id = run.challenge_version_id
    join challenge c on c.id = v.challenge_id
    join account a on a.id = run.account_id
    order by r.achieved_at desc, r.run_id limit ${limit}`.execute(db)
  return rows
}
