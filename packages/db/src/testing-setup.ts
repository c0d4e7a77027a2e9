// One PostgreSQL for a whole run of vitest. What a test leaves behind in it fails the run.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startPostgres } from '@shiplap/embedded/postgres'
import type { TestProject } from 'vitest/node'
import { leftBehind, makeTemplate } from './testing.ts'

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = await mkdtemp(join(process.env.TEST_DATABASES || tmpdir(), 'shiplap-test-'))
  const postgres = await startPostgres({ dataDir, settings: { fsync: 'off', max_wal_size: '256MB' } })
  await makeTemplate(postgres.url)
  project.provide('postgresUrl', postgres.url)
  return async () => {
    const left = await leftBehind(postgres.url)
    await postgres.stop()
    await rm(dataDir, { recursive: true, force: true })
    if (left.length > 0) throw new Error(`The tests left behind: ${left.join(', ')}`)
  }
}
