import { readdir, readFile } from 'node:fs/promises'
import { type Kysely, sql } from 'kysely'
import { type Migration, Migrator } from 'kysely/migration'

const folder = new URL('../migrations/', import.meta.url)

/**
 * Brings the database to the newest schema and returns the names of what it applied. Safe to call from several
 * processes at once: Kysely's migrator holds an advisory lock, so one applies and the others find nothing to do.
 *
 * @throws when a migration fails; nothing of it stays.
 */
export async function migrate<T>(db: Kysely<T>): Promise<readonly string[]> {
  for (let attempt = 1; ; attempt++) {
    const { error, results = [] } = await migrator(db).migrateToLatest()
    if (error === undefined) return results.map((result) => result.migrationName)
    if (!isLockTimeout(error) || attempt === attempts) throw error
  }
}

/** Names of the migrations that the database does not have yet. */
export async function pendingMigrations<T>(db: Kysely<T>): Promise<readonly string[]> {
  const known = await migrator(db).getMigrations()
  return known.filter((migration) => migration.executedAt === undefined).map((migration) => migration.name)
}

/**
 * Brings an empty or older database to exactly these migrations.
 *
 * @throws with what stands in the way: a migration that this code does not know, or one that the database has beyond them.
 */
export async function migrateTo<T>(db: Kysely<T>, names: readonly string[]): Promise<void> {
  const known = await migrator(db).getMigrations()
  const unknown = names.filter((name) => !known.some((migration) => migration.name === name))
  if (unknown.length > 0) throw new SchemaMismatch(`this release does not know ${unknown.join(', ')}`)
  const beyond = known.filter(({ name, executedAt }) => executedAt !== undefined && !names.includes(name))
  if (beyond.length > 0)
    throw new SchemaMismatch(`the database has ${beyond.map(({ name }) => name).join(', ')} already`)
  const { error } = await migrator(db).migrateTo(names.at(-1) ?? '')
  if (error !== undefined) throw error
}

export class SchemaMismatch extends Error {
  override readonly name = 'SchemaMismatch'
}

const attempts = 20

function migrator<T>(db: Kysely<T>): Migrator {
  return new Migrator({ db, provider: { getMigrations: readMigrations } })
}

async function readMigrations(): Promise<Record<string, Migration>> {
  const files = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort()
  const entries = await Promise.all(
    files.map(async (file) => [
      file.replace('.sql', ''),
      fromSql(await readFile(new URL(file, folder), 'utf8')),
    ]),
  )
  return Object.fromEntries(entries) as Record<string, Migration>
}

function fromSql(text: string): Migration {
  return {
    async up(db) {
      // A table that somebody holds is asked for again rather than waited for: waiting would stall every reader behind us.
      await sql`set local lock_timeout = '500ms'`.execute(db)
      await sql.raw(text).execute(db)
    },
  }
}

function isLockTimeout(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '55P03'
}
