import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { makeTemplate } from '@shiplap/db/testing'
import { startPostgres } from '@shiplap/embedded/postgres'
import { root } from '../start/root.ts'

/** A copy of the checkout as it stands, with a PostgreSQL for its tests: what is changed there is changed nowhere else. */
export type Place = { readonly folder: string; readonly postgresUrl: string }

/** Makes a place, with its dependencies; `close` takes it away. */
export async function openPlace(): Promise<Place & { readonly close: () => Promise<void> }> {
  const place = mkdtempSync(join(tmpdir(), 'shiplap-mutation-'))
  const folder = join(place, 'checkout')
  copyCheckout(folder)
  const postgres = await startPostgres({ dataDir: join(place, 'postgres'), settings: { fsync: 'off' } })
  await makeTemplate(postgres.url)
  return {
    folder,
    postgresUrl: postgres.url,
    async close() {
      await postgres.stop()
      rmSync(place, { recursive: true, force: true })
    },
  }
}

function copyCheckout(folder: string): void {
  const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '--deduplicate'], {
    cwd: root,
    encoding: 'utf8',
  })
  for (const file of files.split('\n').filter((name) => name !== '' && existsSync(join(root, name)))) {
    mkdirSync(dirname(join(folder, file)), { recursive: true })
    cpSync(join(root, file), join(folder, file))
  }
  execFileSync('pnpm', ['install', '--frozen-lockfile', '--prefer-offline', '--reporter=silent'], {
    cwd: folder,
    stdio: 'inherit',
  })
}
