import { sql } from 'kysely'
import type { Database, Tx } from '../connect.ts'

/**
 * Brings what a board says of these runners in step with their runs and the verdicts on them. Incremental and rebuild
 * are this one function: with one runner after an event, with all of them in a rebuild.
 */
export async function refresh(
  tx: Tx,
  { boardId, accountIds }: { readonly boardId: string; readonly accountIds: readonly string[] },
): Promise<void> {
  await sql`select refresh_board(${boardId}, ${accountIds})`.execute(tx)
}

/** Whoever writes what a board says holds its row, so that two of them never mix. */
export async function lockBoard(tx: Tx, { boardId }: { readonly boardId: string }): Promise<void> {
  await sql`select from board where id = ${boardId} for no key update`.execute(tx)
}

/** The next runners, by id after `after`, of whom the board says or should say something. */
export async function runnersAfter(
  db: Database,
  {
    boardId,
    after,
    limit,
  }: { readonly boardId: string; readonly after: string | null; readonly limit: number },
): Promise<readonly string[]> {
  const { rows } = await sql<{ accountId: string }>`
    (select distinct account_id from run
     where board_id = ${boardId} and state = 'finished' and (${after}::uuid is null or account_id > ${after}::uuid)
     order by account_id limit ${limit})
    union
    (select distinct account_id from board_entry
     where board_id = ${boardId} and (${after}::uuid is null or account_id > ${after}::uuid)
     order by account_id limit ${limit})
    order by account_id limit ${limit}`.execute(db)
  return rows.map((row) => row.accountId)
}

/** The names of a board's lists, of those with entries and of those with tallies only. */
export async function lists(
  db: Database,
  { boardId }: { readonly boardId: string },
): Promise<readonly string[]> {
  // From each name to the next by the index: a board of a million entries has some dozen names.
  const { rows } = await sql<{ lens: string }>`
    with recursive entry as (
      (select lens from board_entry where board_id = ${boardId} order by lens limit 1)
      union all
      select (select e.lens from board_entry e where e.board_id = ${boardId} and e.lens > entry.lens order by e.lens limit 1)
      from entry where entry.lens is not null
    )
    select lens from entry where lens is not null
    union
    select lens from board_tally where board_id = ${boardId} and shift = 18 order by lens`.execute(db)
  return rows.map((row) => row.lens)
}

/** Counts the runners of one list anew, from its entries. */
export async function recount(
  tx: Tx,
  { boardId, lens }: { readonly boardId: string; readonly lens: string },
): Promise<void> {
  await lockBoard(tx, { boardId })
  await sql`delete from board_tally where board_id = ${boardId} and lens = ${lens}`.execute(tx)
  await sql`
    insert into board_tally (board_id, lens, shift, span, runners)
    select board_id, lens, shift, time_ms >> shift, count(*)
    from board_entry cross join unnest(array[18, 12, 6, 0]) shift
    where board_id = ${boardId} and lens = ${lens} and not obsolete group by 1, 2, 3, 4`.execute(tx)
}
