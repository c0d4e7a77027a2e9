import type { Log } from '@shiplap/runtime/log'
import { CamelCasePlugin, Kysely, type Transaction } from 'kysely'
import pg from 'pg'
import { AnnouncingDialect } from './driver.ts'
import { isReadTimeout } from './outage.ts'
import type { DB } from './schema.generated.ts'
import { types } from './types.ts'

/** Where a query acts: the pool, or a transaction of it. */
export type Database = Kysely<DB>
export type Tx = Transaction<DB>

/**
 * Opens a pool on PostgreSQL. Every wait is bounded: `withinMs` for an answer, 3 s for a connection, 10 s for a transaction left
 * idle. Close it with `db.destroy()`.
 */
export function connect({
  url,
  max = 10,
  log,
  application,
  withinMs = 6_000,
}: {
  readonly url: string
  readonly max?: number
  readonly log: Log
  readonly application: string
  readonly withinMs?: number
}): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    types,
    application_name: application,
    connectionTimeoutMillis: Math.min(withinMs, 3_000),
    query_timeout: withinMs,
    // Before we give up ourselves, so that PostgreSQL does not go on with what nobody waits for.
    statement_timeout: Math.round(withinMs * 0.8),
    idle_in_transaction_session_timeout: 10_000,
    keepAlive: true,
  })
  // Without a listener, a connection that PostgreSQL ends would end this process: the pool hears those that idle, and
  // nobody hears one that is out in a transaction and not asking anything just now.
  pool.on('error', (error) => log.warn({ err: error }, 'postgres connection lost'))
  pool.on('connect', (client) => {
    client.on('error', () => {})
    endWithTimeout(client)
  })
  return new Kysely<DB>({
    dialect: new AnnouncingDialect(pool),
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  })
}

/**
 * Ends the connection with the first answer that does not come in time: whoever asked on it next, be it only to roll back,
 * would wait as long again.
 */
function endWithTimeout(client: pg.ClientBase & { readonly end: () => Promise<void> }): void {
  const ask = client.query.bind(client) as (...given: readonly unknown[]) => unknown
  client.query = ((...given: readonly unknown[]) => {
    const asked = ask(...given)
    if (asked instanceof Promise)
      asked.catch((error) => {
        if (isReadTimeout(error)) void client.end()
      })
    return asked
  }) as typeof client.query // which goes through as it is, in each of its forms
}
