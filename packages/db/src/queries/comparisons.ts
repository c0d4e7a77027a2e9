import { officialList } from '@shiplap/domain/board'
import { sql } from 'kysely'
import type { Database } from '../connect.ts'

type Compared = {
  readonly runId: string
  readonly username: string
  readonly timeMs: number
  readonly verified: boolean
  readonly marks: readonly (number | null)[]
}

/** What a run is held against: bests from before it began, so that an old run still shows what it was up against. */
export async function ofRun(
  db: Database,
  run: {
    readonly runId: string
    readonly accountId: string
    readonly boardId: string
    readonly milestoneCount: number
  },
) {
  const { rows } = await sql<{
    best: Compared | null
    record: Compared | null
    average: readonly (number | null)[]
    golds: readonly (number | null)[]
  }>`
    with position as (select generate_series(1, ${run.milestoneCount}::integer) as position),
    mine as (
      select r.id, r.time_ms, r.ended_at, coalesce(s.state = 'APPROVED', false) as verified
      from run r left join submission s on s.run_id = r.id
      where r.account_id = ${run.accountId} and r.board_id = ${run.boardId} and r.state = 'finished'
        and r.id < ${run.runId}::uuid and s.state is distinct from 'REJECTED'
    )
    select
      (select ${compared(sql`m.id`, sql`m.time_ms`, sql`m.verified`)} from mine m order by m.time_ms, m.ended_at, m.id limit 1) as best,
      (select ${compared(sql`e.run_id`, sql`e.time_ms`, sql`true`)} from board_entry e
        where e.board_id = ${run.boardId} and e.lens = ${officialList} and not e.obsolete
          and e.run_id <> ${run.runId}::uuid
        order by e.time_ms, e.achieved_at, e.run_id limit 1) as record,
      (select json_agg((select round(avg(s.elapsed_ms))::bigint from split s
          where s.position = p.position and s.run_id in (select id from mine order by ended_at desc limit 10)) order by p.position)
        from position p) as average,
      (select json_agg((select s.segment_ms from split s
          where s.account_id = ${run.accountId} and s.board_id = ${run.boardId} and s.position = p.position
            and s.counts and s.segment_ms is not null and s.run_id < ${run.runId}::uuid
          order by s.segment_ms limit 1) order by p.position)
        from position p) as golds`.execute(db)
  return rows[0]
}

function compared(
  id: ReturnType<typeof sql>,
  timeMs: ReturnType<typeof sql>,
  verified: ReturnType<typeof sql>,
) {
  return sql`json_build_object('runId', ${id}, 'timeMs', ${timeMs}, 'verified', ${verified},
    'username', (select a.username from run r join account a on a.id = r.account_id where r.id = ${id}),
    'marks', (select json_agg((select s.elapsed_ms from split s where s.run_id = ${id} and s.position = p.position)
      order by p.position) from position p))`
}
