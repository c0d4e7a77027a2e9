// Brings the database named by DATABASE_URL up to date, for those who start web and worker by themselves.
import { postgresUrl, readEnv } from '@shiplap/runtime/env'
import { z } from 'zod'
import { migrateDatabase } from './start/database.ts'
import { explain } from './start/explain.ts'

try {
  const { DATABASE_URL } = readEnv(z.object({ DATABASE_URL: postgresUrl.describe('PostgreSQL, the truth.') }))
  await migrateDatabase(DATABASE_URL)
} catch (error) {
  explain(error)
}
