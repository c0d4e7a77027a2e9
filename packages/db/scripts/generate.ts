// Writes what is derived: the dump of the schema and the types of its tables from the migrations, the SQL book from the queries.
import { spawnSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startPostgres } from '@shiplap/embedded/postgres'
import { silentLog } from '@shiplap/runtime/log'
import { connect } from '../src/connect.ts'
import { dumpSchema } from '../src/dump-schema.ts'
import { migrate } from '../src/migrate.ts'

const dataDir = await mkdtemp(join(tmpdir(), 'shiplap-generate-'))
const postgres = await startPostgres({ dataDir })
try {
  const db = connect({ url: postgres.url, log: silentLog, application: 'generate', max: 1 })
  await migrate(db)
  await writeFile(new URL('../schema.sql', import.meta.url), await dumpSchema(db))
  await db.destroy()
  const made = spawnSync(
    new URL('../node_modules/.bin/kysely-codegen', import.meta.url).pathname,
    [`--url=${postgres.url}`, '--config-file=kysely-codegen.json', ...process.argv.slice(2)],
    { stdio: ['ignore', 'inherit', 'ignore'], cwd: new URL('..', import.meta.url) },
  )
  process.exitCode = made.status ?? 1
  const { writeSqlBook } = await import('../src/sql-book/write.ts')
  await writeFile(new URL('../sql-book.md', import.meta.url), await writeSqlBook())
} finally {
  await postgres.stop()
  await rm(dataDir, { recursive: true, force: true })
}
