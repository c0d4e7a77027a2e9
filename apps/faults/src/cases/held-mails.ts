import { setTimeout as sleep } from 'node:timers/promises'
import type { Stage } from '../stage/stage.ts'

/** A worker that is in the middle of mails, by its number, and which they are. */
export async function holder(
  stage: Stage,
): Promise<{ readonly which: number; readonly ids: readonly number[] }> {
  await sleep(20) // what has just been claimed is written by now
  for (const [which, { pid }] of stage.workers.entries()) {
    const ids = await begunBy(stage, pid)
    if (ids.length > 0) return { which, ids }
  }
  return { which: -1, ids: [] }
}

/** The mails that the worker of this process is in the middle of. */
export async function begunBy({ database }: Stage, pid: number): Promise<readonly number[]> {
  const rows = await database.rows<{ id: number }>`
    select job.id from job join worker on worker.id = worker_id where job.kind = 'mail' and pid = ${pid}`
  return rows.map(({ id }) => id)
}

/** Tells of which jobs history knows. */
export async function hasEnded({ database }: Stage): Promise<(id: number) => boolean> {
  const rows = await database.rows<{ id: number }>`select id from job_history`
  const ended = new Set(rows.map(({ id }) => id))
  return (id) => ended.has(id)
}

/** How these jobs have ended. */
export const histories = ({ database }: Stage, ids: readonly number[]) =>
  database.rows<{ id: number; state: string; attempt: number; workerId: number; finishedAt: Date }>`
    select id, state, attempt, worker_id, finished_at from job_history where id = any(${ids as number[]}) order by id`
