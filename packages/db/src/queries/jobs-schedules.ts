import { sql } from 'kysely'
import type { Database, Tx } from '../connect.ts'

/** Enters a schedule; one that is there keeps its next slot unless its times have changed. */
export async function enter(
  db: Database,
  schedule: {
    readonly name: string
    readonly kind: string
    readonly cron: string
    readonly payload: unknown
    readonly nextAt: Date
  },
): Promise<void> {
  await sql`
    insert into job_schedule (name, kind, cron, payload, next_at)
    values (${schedule.name}, ${schedule.kind}, ${schedule.cron}, ${JSON.stringify(schedule.payload)}::json, ${schedule.nextAt})
    on conflict (name) do update set kind = excluded.kind, cron = excluded.cron, payload = excluded.payload,
      next_at = case when job_schedule.cron = excluded.cron then job_schedule.next_at
        else greatest(excluded.next_at, job_schedule.last_at + interval '1 minute') end
    where (job_schedule.kind, job_schedule.cron, job_schedule.payload::jsonb)
      is distinct from (excluded.kind, excluded.cron, excluded.payload::jsonb)`.execute(db)
}

/** Strikes out every schedule but these. */
export async function strikeOutOthers(
  db: Database,
  { names }: { readonly names: readonly string[] },
): Promise<void> {
  await sql`delete from job_schedule where name <> all (${names})`.execute(db)
}

/** Those of these schedules whose slot has come, locked until the end of the transaction; others skip them. */
export async function due(tx: Tx, { names }: { readonly names: readonly string[] }) {
  const { rows } = await sql<{
    name: string
    kind: string
    cron: string
    payload: unknown
    nextAt: Date
    now: Date
  }>`
    select name, kind, cron, payload, next_at, now_at() as now from job_schedule
    where next_at <= (select now_at()) and name = any (${names}) for update skip locked`.execute(tx)
  return rows
}

/** Notes that the slot `lastAt` has been served. */
export async function advance(
  tx: Tx,
  { name, lastAt, nextAt }: { readonly name: string; readonly lastAt: Date; readonly nextAt: Date },
): Promise<void> {
  await tx.updateTable('jobSchedule').set({ lastAt, nextAt }).where('name', '=', name).execute()
}

/** The time of the database. */
export async function now(db: Database): Promise<Date> {
  const { rows } = await sql<{ now: Date }>`select now_at() as now`.execute(db)
  return rows[0]?.now ?? new Date(Number.NaN)
}

/** All schedules, for people to look at. */
export function list(db: Database) {
  return db
    .selectFrom('jobSchedule')
    .select(['name', 'kind', 'cron', 'nextAt', 'lastAt'])
    .orderBy('nextAt')
    .execute()
}
