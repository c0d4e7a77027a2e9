import { silentLog } from '@shiplap/runtime/log'
import { sql } from 'kysely'
import { connect } from './connect.ts'

/** Makes a database on the server at `serverUrl` where it is not there yet, and returns its address. */
export async function createDatabase(serverUrl: string, name: string): Promise<string> {
  const server = connect({ url: serverUrl, log: silentLog, application: 'create-database', max: 1 })
  try {
    const { rows } = await sql`select from pg_database where datname = ${name}`.execute(server)
    if (rows.length === 0) await sql`create database ${sql.id(name)}`.execute(server)
  } finally {
    await server.destroy()
  }
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  return url.href
}
