// The long fault run of the chat: node packages/api/scripts/chat-faults.ts [seconds]
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { makeTemplate } from '@shiplap/db/testing'
import { startPostgres } from '@shiplap/embedded/postgres'
import { runFaults } from '../src/fault/run.ts'

const seconds = Number(process.argv[2] ?? 60)
const dataDir = await mkdtemp(join(tmpdir(), 'shiplap-chat-faults-'))
const postgres = await startPostgres({ dataDir })
try {
  await makeTemplate(postgres.url)
  const outcome = await runFaults({ forMs: seconds * 1_000, postgresUrl: postgres.url })
  console.table(outcome)
  const isClean = [outcome.lost, outcome.doubled, outcome.disordered, outcome.wronglyAcknowledged].every(
    (count) => count === 0,
  )
  process.exitCode = isClean ? 0 : 1
} finally {
  await postgres.stop()
  await rm(dataDir, { recursive: true, force: true })
}
