import { sql } from 'kysely'
import type { Database } from '../connect.ts'

/** Makes the tables of the days to come, so that history is cut into days. Rows of a day without one lie in the default. */
export async function prepareDays(db: Database, { days }: { readonly days: number }): Promise<void> {
  const { rows } = await sql<{ name: string; first: string; last: string }>`
    select 'job_history_' || to_char(day, 'YYYYMMDD') as name, day::text as first, (day + interval '1 day')::text as last
    from generate_series(1, ${days}::integer) as ahead,
      lateral (select date_trunc('day', now_at() at time zone 'UTC') + ahead * interval '1 day' as day) as days
    where to_regclass('job_history_' || to_char(day, 'YYYYMMDD')) is null`.execute(db)
  for (const { name, first, last } of rows)
    await sql`
      create table if not exists ${sql.id(name)} partition of job_history
      for values from (${sql.lit(`${first}+00`)}) to (${sql.lit(`${last}+00`)})`.execute(db)
}

/** Forgets the days that ended more than `days` ago; returns how many tables went. */
export async function forgetDays(db: Database, { days }: { readonly days: number }): Promise<number> {
  const { rows } = await sql<{ name: string }>`
    select relname as name from pg_inherits join pg_class on pg_class.oid = inhrelid
    where inhparent = 'job_history'::regclass and relname ~ '^job_history_[0-9]{8}$'
      and relname < 'job_history_' || to_char((now_at() at time zone 'UTC') - ${days} * interval '1 day', 'YYYYMMDD')`.execute(
    db,
  )
  for (const { name } of rows) await sql`drop table if exists ${sql.id(name)}`.execute(db)
  await sql`
    delete from job_history_default where finished_at < now_at() - ${days} * interval '1 day'`.execute(db)
  await sql`delete from job_effect where made_at < now_at() - ${days} * interval '1 day' - interval '30 days'`.execute(
    db,
  )
  return rows.length
}
