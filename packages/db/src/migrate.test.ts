import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { dumpSchema } from './dump-schema.ts'
import { migrate, pendingMigrations } from './migrate.ts'
import { createTestDatabase, type TestDatabase } from './testing.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

test('a migrated database has nothing left to apply, however many ask at once', async () => {
  const applied = await Promise.all([migrate(database.db), migrate(database.db), migrate(database.db)])
  expect(applied.flat()).toEqual([])
  expect(await pendingMigrations(database.db)).toEqual([])
})

test('the committed dump of the schema is what the migrations make', async () => {
  const committed = await readFile(new URL('../schema.sql', import.meta.url), 'utf8')
  const migrated = await dumpSchema(database.db)
  // The test clock stands in for the clock of the product, which is the one difference.
  const withoutClock = (text: string) =>
    text.replace(/CREATE OR REPLACE FUNCTION public\.now_at[\s\S]*?;\n/, '')
  expect(withoutClock(migrated)).toBe(withoutClock(committed))
})
