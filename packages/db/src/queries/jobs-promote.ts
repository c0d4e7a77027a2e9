import { sql } from 'kysely'
import type { Database } from '../connect.ts'

/** Moves jobs whose time has come to where workers claim; returns how many. */
export async function promote(db: Database, { most }: { readonly most: number }): Promise<number> {
  const { numAffectedRows = 0n } = await sql`
    with due as (
      delete from job_scheduled where ctid = any (array(
        select ctid from job_scheduled where run_at <= (select now_at())
        order by run_at limit ${most} for update skip locked))
      returning *
    )
    insert into job (id, created_at, ready_at, priority, version, attempt, max_attempts, kind, unique_key, limit_key,
      payload, errors)
    select id, created_at, run_at, priority, version, attempt, max_attempts, kind, unique_key, limit_key, payload, errors
    from due`.execute(db)
  return Number(numAffectedRows)
}
