import { connect } from '@shiplap/db/connect'
import { createDatabase } from '@shiplap/db/create-database'
import { migrate } from '@shiplap/db/migrate'
import * as accountsAdmin from '@shiplap/db/queries/accounts-admin'
import { silentLog } from '@shiplap/runtime/log'
import { during } from '../bootstrap/progress.mjs'
import { Unable } from './explain.ts'

/** Makes our database on our own server where it is not there yet, and returns its address. */
export function makeDatabase(serverUrl: string): Promise<string> {
  return createDatabase(serverUrl, 'shiplap')
}

/** Brings the schema up to date. */
export async function migrateDatabase(url: string): Promise<void> {
  const db = connect({ url, log: silentLog, application: 'migrate', max: 1 })
  try {
    await during('Migrating the database', () => migrate(db))
  } catch (error) {
    throw new Unable(`The database could not be brought up to date: ${(error as Error).message}`)
  } finally {
    await db.destroy()
  }
}

export async function hasAdmin(url: string): Promise<boolean> {
  const db = connect({ url, log: silentLog, application: 'start', max: 1 })
  try {
    return await accountsAdmin.anyAdmin(db)
  } finally {
    await db.destroy()
  }
}
