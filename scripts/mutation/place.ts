import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { makeTemplate } from '@shiplap/db/testing'
import { startPostgres } from '@shiplap/embedded/postgres'
import { copyCheckout } from './copy.ts'

/** A copy of the checkout, with a PostgreSQL for its tests. */
export type Place = { readonly folder: string; readonly postgresUrl: string }

/** Makes a place; `close` takes it away. */
export async function openPlace(): Promise<Place & { readonly close: () => Promise<void> }> {
  const folder = copyCheckout()
  const dataDir = mkdtempSync(join(tmpdir(), 'shiplap-mutation-postgres-'))
  const postgres = await startPostgres({ dataDir, settings: { fsync: 'off' } })
  await makeTemplate(postgres.url)
  return {
    folder,
    postgresUrl: postgres.url,
    async close() {
      await postgres.stop()
      for (const made of [folder, dataDir]) rmSync(made, { recursive: true, force: true })
    },
  }
}
