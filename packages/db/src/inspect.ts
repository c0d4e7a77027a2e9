import { sql } from 'kysely'
import type { Database } from './connect.ts'
import { pendingMigrations } from './migrate.ts'

/** What an operator wants to know of a database, at a glance. */
export async function inspect(db: Database) {
  const { rows } = await sql<{
    version: string
    major: number
    fsync: string
    synchronousCommit: string
    now: number
  }>`
    select current_setting('server_version') as version,
      current_setting('server_version_num')::int / 10000 as major,
      current_setting('fsync') as fsync, current_setting('synchronous_commit') as "synchronousCommit",
      (extract(epoch from clock_timestamp()) * 1000)::bigint as now`.execute(db)
  const [seen] = rows
  if (seen === undefined) throw new Error('the database says nothing')
  return { ...seen, pending: await pendingMigrations(db) }
}
