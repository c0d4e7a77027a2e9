import { execFileSync } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { dumpSchema } from './dump-schema.ts'
import { migrate, pendingMigrations } from './migrate.ts'
import { writeSqlBook } from './sql-book/write.ts'
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

test('the types of the tables are those of the migrated database', () => {
  const codegen = new URL('../node_modules/.bin/kysely-codegen', import.meta.url).pathname
  const options = ['--config-file=kysely-codegen.json', '--verify', `--url=${database.url}`]
  execFileSync(codegen, options, { cwd: new URL('..', import.meta.url), stdio: 'pipe' })
})

test('the committed SQL book shows every query as it is asked', async () => {
  const book = await writeSqlBook()
  expect(book).toBe(await readFile(new URL('../sql-book.md', import.meta.url), 'utf8'))
  expect(book).not.toContain('Shown only with an example')
})
