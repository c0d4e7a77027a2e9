// Brings the database named by DATABASE_URL to the newest schema, and ends.
import { postgresUrl, readEnv } from '@shiplap/runtime/env'
import { createLog } from '@shiplap/runtime/log'
import { z } from 'zod'
import { connect } from '../src/connect.ts'
import { migrate } from '../src/migrate.ts'

const env = readEnv(z.object({ DATABASE_URL: postgresUrl }))
const log = createLog({ name: 'migrate' })
const db = connect({ url: env.DATABASE_URL, log, application: 'migrate', max: 1 })
try {
  log.info({ applied: await migrate(db) }, 'migrated')
} finally {
  await db.destroy()
}
