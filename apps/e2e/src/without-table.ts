import { connect } from '@shiplap/db/connect'
import { silentLog } from '@shiplap/runtime/log'
import { product } from './product.ts'

/** Acts while a table is out of reach, so that whatever reads it fails as nobody foresaw. */
export async function withoutTable(table: string, act: () => Promise<void>): Promise<void> {
  const db = connect({ url: product.databaseUrl, max: 1, log: silentLog, application: 'e2e' })
  const away = `${table}Away`
  await db.schema.alterTable(table).renameTo(away).execute()
  try {
    await act()
  } finally {
    await db.schema.alterTable(away).renameTo(table).execute()
    await db.destroy()
  }
}
