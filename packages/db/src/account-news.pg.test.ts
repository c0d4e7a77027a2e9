import { silentLog } from '@shiplap/runtime/log'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { listenForAccountChanges } from './account-news.ts'
import { createTestDatabase, type TestDatabase } from './testing.ts'

let database: TestDatabase
let elsewhere: TestDatabase
beforeAll(async () => {
  ;[database, elsewhere] = await Promise.all([createTestDatabase(), createTestDatabase()])
})
afterAll(() => Promise.all([database.drop(), elsewhere.drop()]))

test('changes of an account are heard once listening is said to have begun', async () => {
  let heard: (accountId: string) => void = () => {}
  const change = new Promise<string>((resolve) => (heard = resolve))
  let begun = () => {}
  const listening = new Promise<void>((resolve) => (begun = resolve))
  const news = listenForAccountChanges({
    db: database.db,
    url: database.url,
    log: silentLog,
    onChange: ({ accountId }) => heard(accountId),
    onListening: begun,
  })
  await listening
  expect(news.isListening()).toBe(true)
  const { id } = await database.db
    .insertInto('account')
    .values({ username: 'ada', usernameKey: 'ada' })
    .returning('id')
    .executeTakeFirstOrThrow()
  await database.db.updateTable('account').set({ role: 'admin' }).where('id', '=', id).execute()
  expect(await change).toBe(id)
  await news.close()
})

// Another database takes the LISTEN and passes nothing on, which is what a pooler in transaction mode does.
test('a connection that takes a LISTEN and passes no news is not taken for one that listens', async () => {
  let warned: (fact: unknown) => void = () => {}
  const warning = new Promise<unknown>((resolve) => (warned = resolve))
  const news = listenForAccountChanges({
    db: database.db,
    url: elsewhere.url,
    log: { ...silentLog, warn: warned },
    onChange: () => {},
    onListening: () => expect.unreachable(),
    heardWithinMs: 200,
  })
  expect(await warning).toMatchObject({ err: { message: expect.stringContaining('pooler') } })
  expect(news.isListening()).toBe(false)
  await news.close()
})
