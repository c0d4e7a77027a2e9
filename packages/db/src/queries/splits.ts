import { sql } from 'kysely'
import type { Tx } from '../connect.ts'

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
export async function setCount(
  tx: Tx,
  { runId, counts }: { readonly runId: string; readonly counts: boolean },
): Promise<void> {
  await sql`update split set counts = ${counts} where run_id = ${runId} and counts <> ${counts}`.execute(tx)
}
