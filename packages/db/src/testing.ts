import { randomUUID } from 'node:crypto'
import { silentLog } from '@shiplap/runtime/log'
import { sql } from 'kysely'
import { connect, type Database } from './connect.ts'
import { migrate } from './migrate.ts'
import * as movableClock from './movable-clock.ts'

/** Makes `name` a migrated database that others are copied from, with a clock that tests may move. */
export async function makeTemplate(serverUrl: string, name = 'shiplap_template'): Promise<void> {
  await onServer(serverUrl, (server) => sql`create database ${sql.id(name)}`.execute(server))
  const db = connect({ url: databaseUrl(serverUrl, name), log: silentLog, application: 'template', max: 1 })
  await migrate(db)
  await movableClock.installClock(db)
  await db.destroy()
}

/** A database of its own for one test file, with a movable clock. `drop` closes the pool and removes it. */
export type TestDatabase = {
  readonly db: Database
  readonly url: string
  /** Asks the database in SQL and answers its rows. */
  readonly rows: <Row>(parts: TemplateStringsArray, ...values: readonly unknown[]) => Promise<readonly Row[]>
  /** Moves the database clock forward, for every process that uses this database. */
  readonly advance: (ms: number) => Promise<void>
  readonly drop: () => Promise<void>
}

export async function createTestDatabase({
  serverUrl,
  template = 'shiplap_template',
}: {
  readonly serverUrl?: string
  readonly template?: string
} = {}): Promise<TestDatabase> {
  const server = serverUrl ?? (await serverOfThisRun())
  const name = `test_${randomUUID().replaceAll('-', '')}`
  await onServer(server, (db) =>
    sql`create database ${sql.id(name)} template ${sql.id(template)}`.execute(db),
  )
  const url = databaseUrl(server, name)
  const db = connect({ url, log: silentLog, application: 'test' })
  return {
    db,
    url,
    async rows<Row>(parts: TemplateStringsArray, ...values: readonly unknown[]) {
      return (await sql<Row>(parts, ...values).execute(db)).rows
    },
    advance: (ms) => moveClock(url, ms),
    async drop() {
      await db.destroy()
      await onServer(server, (db) => sql`drop database ${sql.id(name)} with (force)`.execute(db))
    },
  }
}

/** Moves the clock of a test database forward, for every process that uses it. */
export async function moveClock(url: string, ms: number): Promise<void> {
  await onServer(url, (db) => movableClock.moveClock(db, ms))
}

declare module 'vitest' {
  export interface ProvidedContext {
    postgresUrl: string
  }
}

/** The PostgreSQL that this run of vitest has started; imported late, since other runners use this file too. */
async function serverOfThisRun(): Promise<string> {
  const { inject } = await import('vitest')
  return inject('postgresUrl')
}

/** Databases and connections of tests that are still there. */
export async function leftBehind(serverUrl: string): Promise<readonly string[]> {
  const left: string[] = []
  await onServer(serverUrl, async (server) => {
    const { rows } = await sql<{ what: string }>`
      select 'database ' || datname as what from pg_database where datname like 'test\_%'
      union all
      select 'connection ' || application_name from pg_stat_activity
      where backend_type = 'client backend' and pid <> pg_backend_pid()`.execute(server)
    left.push(...rows.map((row) => row.what))
  })
  return left
}

function databaseUrl(serverUrl: string, name: string): string {
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  return url.href
}

async function onServer(serverUrl: string, act: (server: Database) => Promise<unknown>): Promise<void> {
  const server = connect({ url: serverUrl, log: silentLog, application: 'test', max: 1 })
  try {
    await act(server)
  } finally {
    await server.destroy()
  }
}
