import { sql } from 'kysely'
import type { Database } from '../connect.ts'
import type { Line, Statement } from '../line.ts'

/** Jobs that a worker holds in the database. */
export function heldBy(
  db: Database,
  { workerId, most }: { readonly workerId: number; readonly most: number },
) {
  return db
    .selectFrom('job')
    .select(['id', 'kind', 'priority', 'attempt', 'maxAttempts', sql<number>`lock_token`.as('token')])
    .where('workerId', '=', workerId)
    .limit(most)
    .execute()
}

// What the database says we hold and we know nothing of: a claim whose answer was lost, or an end that PostgreSQL forgot in a
// crash. It waits again, and the attempt does not count.
const reconcileStatement: Statement = {
  name: 'job_reconcile',
  text: `
    with forgotten as (
      select kind, priority, id, limit_key, lock_token from job
      where worker_id = $1 and not id = any ($2::bigint[]) for update
    ), unslotted as (
      delete from job_slot using forgotten
      where job_slot.kind = forgotten.kind and job_slot.limit_key = forgotten.limit_key
        and job_slot.lock_token = forgotten.lock_token and job_slot.job_id = forgotten.id
    )
    update job set lock_token = null, worker_id = null, started_at = null, cancel_asked = false, attempt = attempt - 1
    from forgotten where job.kind = forgotten.kind and job.priority = forgotten.priority and job.id = forgotten.id
    returning job.id`,
}

/** Gives back what the worker holds in the database but not in its own books. Returns how many. */
export async function reconcile(
  line: Line,
  { id, known }: { readonly id: number; readonly known: readonly number[] },
): Promise<number> {
  return (await line.query(reconcileStatement, [id, known])).length
}

const askedStatement: Statement = {
  name: 'job_asked_to_cancel',
  text: `
    select job.id from unnest($1::text[], $2::smallint[], $3::bigint[]) as mine (kind, priority, id)
    join job using (kind, priority, id) where cancel_asked`,
}

/** Those of the running jobs that somebody asked to cancel. */
export async function askedToCancel(
  line: Line,
  { jobs }: { readonly jobs: readonly { kind: string; priority: number; id: number }[] },
): Promise<readonly number[]> {
  const rows = await line.query<{ id: number }>(askedStatement, [
    jobs.map((job) => job.kind),
    jobs.map((job) => job.priority),
    jobs.map((job) => job.id),
  ])
  return rows.map((row) => row.id)
}

const progressStatement: Statement = {
  name: 'job_progress',
  text: `
    update job set progress = $5
    where kind = $1 and priority = $2 and id = $3 and lock_token = $4 returning id`,
}

/** Notes how far a job is. False when it is no longer held under this token. */
export async function noteProgress(
  line: Line,
  job: {
    readonly kind: string
    readonly priority: number
    readonly id: number
    readonly token: number
    readonly progress: number
  },
): Promise<boolean> {
  const values = [job.kind, job.priority, job.id, job.token, job.progress]
  return (await line.query(progressStatement, values)).length === 1
}
