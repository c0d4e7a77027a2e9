import { sql } from 'kysely'
import type { Database, Tx } from '../connect.ts'

/**
 * Cancels what waits and asks what runs to end. Returns how many were cancelled at once and how many were asked.
 */
export async function cancel(
  tx: Tx,
  { ids }: { readonly ids: readonly number[] },
): Promise<{ readonly cancelled: number; readonly asked: number }> {
  await sql`select from job_key where job_id = any (${ids}) order by kind, unique_key for update`.execute(tx)
  const { rows } = await sql<{ cancelled: number; asked: number }>`
    with ready as (
      delete from job where id = any (${ids}) and lock_token is null returning *
    ), scheduled as (
      delete from job_scheduled where id = any (${ids}) returning *
    ), waiting as (
      select id, created_at, ready_at, priority, version, attempt, max_attempts, kind, unique_key, limit_key, payload, errors
      from ready
      union all
      select id, created_at, run_at, priority, version, attempt, max_attempts, kind, unique_key, limit_key, payload, errors
      from scheduled
    ), ended as (
      insert into job_history (id, created_at, ready_at, finished_at, priority, version, attempt, max_attempts, state, kind,
        unique_key, limit_key, payload, errors)
      select id, created_at, ready_at, (select now_at()), priority, version, attempt, max_attempts, 'cancelled', kind,
        unique_key, limit_key, payload, errors
      from waiting
    ), freed as (
      delete from job_key using waiting where job_key.job_id = waiting.id
    ), asked as (
      update job set cancel_asked = true where id = any (${ids}) and lock_token is not null
      returning pg_notify('job_cancel', id::text)
    )
    select (select count(*) from waiting) as cancelled, (select count(*) from asked) as asked`.execute(tx)
  return rows[0] ?? { cancelled: 0, asked: 0 }
}

/** Lets dead and cancelled jobs run again from their first attempt; returns how many. A unique key is taken up again where it is free. */
export async function retry(tx: Tx, { ids }: { readonly ids: readonly number[] }): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    with gone as (
      delete from job_history where id = any (${ids}) and state <> 'done' returning *
    ), keyed as (
      insert into job_key (kind, unique_key, job_id)
      select distinct on (kind, unique_key) kind, unique_key, id from gone where unique_key is not null
      order by kind, unique_key, id desc
      on conflict do nothing returning job_id
    ), back as (
      insert into job (id, created_at, priority, version, max_attempts, kind, unique_key, limit_key, payload, errors)
      select id, created_at, priority, version, max_attempts, kind,
        case when exists (select from keyed where keyed.job_id = gone.id) then unique_key end, limit_key, payload, errors
      from gone returning id
    )
    select count(*) as count from back`.execute(tx)
  return rows[0]?.count ?? 0
}

/** Lets jobs of the future, and those that wait for their next try, run now; returns how many. */
export async function runNow(tx: Tx, { ids }: { readonly ids: readonly number[] }): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    with due as (
      delete from job_scheduled where id = any (${ids}) returning *
    ), ready as (
      insert into job (id, created_at, priority, version, attempt, max_attempts, kind, unique_key, limit_key, payload, errors)
      select id, created_at, priority, version, attempt, max_attempts, kind, unique_key, limit_key, payload, errors
      from due returning id
    )
    select count(*) as count from ready`.execute(tx)
  return rows[0]?.count ?? 0
}

/** Keeps workers from jobs of a kind; those that run go on. */
export async function pause(
  tx: Tx,
  { kind, accountId }: { readonly kind: string; readonly accountId: string | null },
): Promise<void> {
  await tx
    .insertInto('jobPause')
    .values({ kind, pausedBy: accountId })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

export async function resume(tx: Tx, { kind }: { readonly kind: string }): Promise<void> {
  await tx.deleteFrom('jobPause').where('kind', '=', kind).execute()
}

/** Writes down what an administrator did. */
export async function audit(
  tx: Tx,
  act: {
    readonly accountId: string | null
    readonly act: 'retry' | 'cancel' | 'run-now' | 'pause' | 'resume'
    readonly target: unknown
    readonly touched: number
  },
): Promise<void> {
  await tx
    .insertInto('jobAct')
    .values({ ...act, target: JSON.stringify(act.target) })
    .execute()
}

/** The latest of what administrators did. */
export function acts(db: Database, { most }: { readonly most: number }) {
  return db
    .selectFrom('jobAct')
    .leftJoin('account', 'account.id', 'jobAct.accountId')
    .select(['jobAct.id', 'act', 'target', 'touched', 'actedAt', 'account.username'])
    .orderBy('jobAct.id', 'desc')
    .limit(most)
    .execute()
}
