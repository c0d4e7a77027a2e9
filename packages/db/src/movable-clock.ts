import { sql } from 'kysely'
import type { Database } from './connect.ts'

/** Lets the clock of a database be moved, for every process that uses it: for tests, and to make what lies in the past. */
export async function installClock(db: Database, { aheadMs = 0 }: { readonly aheadMs?: number } = {}) {
  await sql`create schema testing`.execute(db)
  await sql`create table testing.clock (ahead interval not null)`.execute(db)
  await sql`insert into testing.clock values (${ms(aheadMs)}::interval)`.execute(db)
  await sql`
    create or replace function now_at() returns timestamptz language sql stable
    return (select clock_timestamp() + ahead from testing.clock)`.execute(db)
}

export async function moveClock(db: Database, byMs: number): Promise<void> {
  await sql`update testing.clock set ahead = ahead + ${ms(byMs)}::interval`.execute(db)
}

/** Sets the clock to the present and so far ahead, or behind where it is negative. */
export async function setClock(db: Database, aheadMs: number): Promise<void> {
  await sql`update testing.clock set ahead = ${ms(aheadMs)}::interval`.execute(db)
}

/** The clock as migrations make it, which nobody moves. */
export async function removeClock(db: Database): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await sql`
      create or replace function now_at() returns timestamptz language sql volatile
      return clock_timestamp()`.execute(tx)
    await sql`drop schema testing cascade`.execute(tx)
  })
}

export async function hasMovableClock(db: Database): Promise<boolean> {
  const { rows } = await sql<{ there: boolean }>`
    select to_regclass('testing.clock') is not null as there`.execute(db)
  return rows[0]?.there === true
}

const ms = (count: number) => `${count} milliseconds`
