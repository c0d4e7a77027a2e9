import { createTestDatabase } from '@shiplap/db/testing'
import { expect, test } from 'vitest'
import { digestOf } from './digest.ts'

test('a digest tells a changed row and a new one, and nothing of what only notes that somebody was seen', async () => {
  const database = await createTestDatabase()
  const before = await digestOf(database)
  expect(await digestOf(database)).toEqual(before)
  await database.rows`insert into account (username, username_key, password_hash) values ('ada', 'ada', 'not one')`
  const there = await digestOf(database)
  expect(there.account).not.toBe(before.account)
  await database.rows`update account set role = 'verifier'`
  expect((await digestOf(database)).account).not.toBe(there.account)
  await database.drop()
})
