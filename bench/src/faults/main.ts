// The same faults for each chat, and what became of its messages: node src/faults/main.ts [seconds]
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runFaults } from '@shiplap/api/fault-run'
import { shiplap } from '@shiplap/api/fault-shiplap'
import { makeTemplate } from '@shiplap/db/testing'
import { startPostgres } from '@shiplap/embedded/postgres'
import { socketio } from './socketio.ts'

const [seconds = 10] = process.argv.slice(2).map(Number)
const dataDir = await mkdtemp(join(tmpdir(), 'shiplap-bench-faults-'))
const postgres = await startPostgres({ dataDir })
await makeTemplate(postgres.url)
const chats = {
  Shiplap: shiplap,
  'Socket.io, Redis adapter': socketio({ replay: false }),
  'the same, asking for what it missed': socketio({ replay: true }),
}
for (const [name, chat] of Object.entries(chats))
  console.log(name, await runFaults(chat, { forMs: seconds * 1_000, postgresUrl: postgres.url }))
await postgres.stop()
await rm(dataDir, { recursive: true, force: true })
