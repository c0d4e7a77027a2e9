import type { Log } from '@shiplap/runtime/log'
import pg from 'pg'
import { isReadTimeout } from './outage.ts'
import { types } from './types.ts'

/** A statement that a line prepares once under its name; one without a name is sent as it is. */
export type Statement = { readonly name?: string; readonly text: string }

/** One connection of one's own, for what a pool cannot give: session locks, LISTEN, session settings. */
export type Line = {
  readonly query: <Row>(statement: Statement, values: readonly unknown[]) => Promise<readonly Row[]>
  readonly backendPid: number
  /** Resolves when the connection has ended, whoever ended it. */
  readonly lost: Promise<void>
  readonly close: () => Promise<void>
}

/** Opens a line. Every wait on it is bounded; one that ran out ends the line, because its answer may still be under way. */
export async function openLine({
  url,
  application,
  log,
  settings = {},
  patienceMs = 6_000,
  onNotification,
}: {
  readonly url: string
  readonly application: string
  readonly log: Log
  readonly settings?: Readonly<Record<string, string>>
  /** How long an answer may take before the line is given up. */
  readonly patienceMs?: number
  readonly onNotification?: (channel: string, payload: string) => void
}): Promise<Line> {
  const client = new pg.Client({
    connectionString: url,
    types,
    application_name: application,
    connectionTimeoutMillis: 3_000,
    query_timeout: patienceMs,
    statement_timeout: 5_000,
    keepAlive: true,
    keepAliveInitialDelayMillis: 5_000,
  })
  const lost = new Promise<void>((resolve) => client.once('end', resolve))
  client.on('error', (error) => log.debug({ err: error, application }, 'line broke'))
  if (onNotification !== undefined)
    client.on('notification', ({ channel, payload = '' }) => onNotification(channel, payload))
  try {
    await client.connect()
    for (const [name, value] of Object.entries(settings))
      await client.query('select set_config($1, $2, false)', [name, value])
  } catch (error) {
    hangUp(client)
    throw error
  }
  return {
    async query<Row>(statement: Statement, values: readonly unknown[]) {
      try {
        // pg copies a statement that is an object, property by property.
        const asked = statement.name === undefined ? statement.text : statement
        const { rows } = await client.query(asked, [...values])
        return rows as readonly Row[] // the caller wrote the statement and knows its columns
      } catch (error) {
        if (isReadTimeout(error)) hangUp(client)
        throw error
      }
    },
    backendPid: (client as unknown as { processID: number }).processID, // there since `connect`, but not in the types
    lost,
    async close() {
      const patience = setTimeout(() => hangUp(client), 1_000)
      await client.end().catch(() => {})
      clearTimeout(patience)
    },
  }
}

/** Ends the connection without waiting for PostgreSQL to agree. */
function hangUp(client: pg.Client): void {
  ;(client as unknown as { connection: { stream: { destroy: () => void } } }).connection.stream.destroy()
}
