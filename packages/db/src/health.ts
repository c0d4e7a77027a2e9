import { sql } from 'kysely'
import type { Database } from './connect.ts'
import { pendingMigrations } from './migrate.ts'

/** True when PostgreSQL answers. */
export async function isReachable(db: Database): Promise<boolean> {
  try {
    await sql`select 1`.execute(db)
    return true
  } catch {
    return false
  }
}

/** True when the database has every migration that this code knows. */
export async function isMigrated(db: Database): Promise<boolean> {
  try {
    return (await pendingMigrations(db)).length === 0
  } catch {
    return false
  }
}
