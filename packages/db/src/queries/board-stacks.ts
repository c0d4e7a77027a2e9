import type { Standing } from '@shiplap/domain/board'
import { sql } from 'kysely'
import type { Database } from '../connect.ts'

/** The names of stacks on a board with how many of its runners use each, the most used first. */
export async function list(
  db: Database,
  {
    boardId,
    standing,
    limit,
  }: { readonly boardId: string; readonly standing: Standing; readonly limit: number },
) {
  // From each name of a list to the next by the index; how many entries the lists hold does not matter.
  const { rows } = await sql<{ stack: string; runners: number }>`
    with recursive list as (
      select min(lens) as lens from board_tally
      where board_id = ${boardId} and lens > ${`${standing}/all/`} and lens < ${`${standing}/all0`}
      union all
      select (select min(t.lens) from board_tally t
        where t.board_id = ${boardId} and t.lens > list.lens and t.lens < ${`${standing}/all0`})
      from list where list.lens is not null
    )
    select split_part(lens, '/', 3) as stack, runners_in(${boardId}, lens) as runners from list
    where lens like '%/timed' and split_part(lens, '/', 3) <> '' and runners_in(${boardId}, lens) > 0
    order by runners desc, stack limit ${limit}`.execute(db)
  return rows
}
