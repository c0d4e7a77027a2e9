// Brings the database named by DATABASE_URL to the newest schema, and ends.
import { postgresUrl, readEnv } from '@shiplap/runtime/env'
import { createLog } from '@shiplap/runtime/log'
import { z } from 'zod'
import { connect } from '../src/connect.ts'
import { migrate } from '../src/migrate.ts'

if (process.argv.length > 2) {
  // Whoever asks with --help what this does has not asked for it.
  console.error('This brings a database to the newest schema and takes no words: DATABASE_URL says which.')
  process.exit(1)
}
const env = readEnv(z.object({ DATABASE_URL: postgresUrl }))
const log = createLog({ name: 'migrate' })
const db = connect({ url: env.DATABASE_URL, log, application: 'migrate', max: 1 })
try {
  log.info({ applied: await migrate(db) }, 'migrated')
} finally {
  await db.destroy()
}
