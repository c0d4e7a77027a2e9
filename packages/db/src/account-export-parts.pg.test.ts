import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { createTestDatabase } from './testing.ts'

/** What leads to an account and is no part of its own. A new table is gathered, or stands here with its reason. */
const notApart: Readonly<Record<string, string>> = {
  account_export: 'the export itself',
  board_entry: 'made of runs and verdicts',
  job_pause: 'who stopped a kind of jobs is told by their acts',
  kept_answer: 'answers kept for a day, to requests whose doing is gathered',
  room: 'who made a room is told as its owner',
}

test('whatever the database keeps by account is gathered when its owner asks, or there is a reason', async () => {
  const database = await createTestDatabase()
  const keeping = await database.rows<{ name: string }>`
    select distinct conrelid::regclass::text as name from pg_constraint
    where contype = 'f' and confrelid = 'account'::regclass order by 1`
  await database.drop()
  const parts = await readFile(new URL('account-export-parts.ts', import.meta.url), 'utf8')
  const gathered = new Set([...parts.matchAll(/\b(?:from|join) (\w+)/g)].map(([, table]) => table))
  expect(keeping.length).toBeGreaterThan(15)
  for (const { name } of keeping) expect([name, gathered.has(name) || name in notApart]).toEqual([name, true])
})
