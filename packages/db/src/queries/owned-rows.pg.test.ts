// What is kept for one account is neither shown to another nor changed by it.
import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../testing.ts'
import { addAccount } from '../testing-accounts.ts'
import * as events from './account-events.ts'
import * as accountExports from './account-exports.ts'
import * as keptAnswers from './kept-answers.ts'
import * as notices from './notices.ts'

let database: TestDatabase
let ada: string
let bob: string
beforeAll(async () => {
  database = await createTestDatabase()
  ada = await addAccount(database.db, { username: 'ada', email: 'ada@example.org' })
  bob = await addAccount(database.db, { username: 'bob', email: 'bob@example.org' })
})
afterAll(() => database.drop())

test('notices are read and marked by whom they are for, once for each cause', async () => {
  const notice = {
    kind: 'submission-decided',
    body: {},
  } as unknown as Parameters<typeof notices.insert>[1]['notice'] // what it says does not matter here
  const leave = (accountId: string, cause: string) =>
    database.db.transaction().execute((tx) => notices.insert(tx, { accountId, cause, notice }))
  await leave(bob, 'one')
  await leave(ada, 'one')
  await leave(ada, 'one')
  await leave(ada, 'two')
  const listed = (accountId: string) => notices.list(database.db, { accountId, before: null, limit: 9 })
  const unread = () =>
    Promise.all([ada, bob].map((accountId) => notices.countUnread(database.db, { accountId })))
  expect([(await listed(ada)).length, (await listed(bob)).length]).toEqual([2, 1])
  expect(await unread()).toEqual([2, 1])
  const [newest, oldest] = await listed(ada)
  await notices.markRead(database.db, { accountId: bob, upTo: newest?.id ?? '' })
  expect(await unread()).toEqual([2, 0])
  await notices.markRead(database.db, { accountId: ada, upTo: oldest?.id ?? '' })
  expect(await unread()).toEqual([1, 0])
})

test('the events of an account are its own', async () => {
  await events.add(database.db, { accountId: ada, kind: 'sign-in' })
  await events.add(database.db, { accountId: bob, kind: 'sign-out' })
  const kinds = async (accountId: string) =>
    (await events.page(database.db, { accountId, before: null, limit: 9 })).map(({ kind }) => kind)
  expect([await kinds(ada), await kinds(bob)]).toEqual([['sign-in'], ['sign-out']])
})

test('the data of an account are gathered once, hold nothing of others, and are handed to nobody else', async () => {
  const { id } = await database.db.transaction().execute((tx) => accountExports.ask(tx, { accountId: ada }))
  expect(await accountExports.newest(database.db, { accountId: ada })).toMatchObject({ content: null })
  await accountExports.fulfil(database.db, { id })
  const ready = await accountExports.newest(database.db, { accountId: ada })
  expect(ready?.content).toContain('ada@example.org')
  for (const foreign of ['bob', 'sign-out']) expect(ready?.content).not.toContain(foreign)
  await events.add(database.db, { accountId: ada, kind: 'later' })
  await accountExports.fulfil(database.db, { id })
  expect(await accountExports.newest(database.db, { accountId: ada })).toEqual(ready)
  expect(await accountExports.newest(database.db, { accountId: bob })).toBeUndefined()
})

test('an answer that is kept under a key is for the account that asked, and is neither given up nor put over', async () => {
  const [keyHash, requestHash] = [randomBytes(32), randomBytes(32)]
  const claim = (accountId: string, hash = requestHash) =>
    keptAnswers.claim(database.db, { accountId, keyHash, requestHash: hash, busyMs: 60_000 })
  expect(await claim(ada)).toBeNull()
  // The same key of somebody else is another key.
  expect(await claim(bob)).toBeNull()
  await keptAnswers.giveUp(database.db, { accountId: bob, keyHash })
  await keptAnswers.keep(database.db, { accountId: bob, keyHash, status: 500, body: 'not hers' })
  expect(await claim(ada)).toEqual({ isSameRequest: true, status: null, body: null })
  await keptAnswers.keep(database.db, { accountId: ada, keyHash, status: 200, body: 'hers' })
  await keptAnswers.keep(database.db, { accountId: ada, keyHash, status: 500, body: 'again' })
  await keptAnswers.giveUp(database.db, { accountId: ada, keyHash })
  expect(await claim(ada)).toEqual({ isSameRequest: true, status: 200, body: 'hers' })
  expect(await claim(ada, randomBytes(32))).toMatchObject({ isSameRequest: false })
})

test('a request that died holds its key for its time, and then the same request alone may take it', async () => {
  const [keyHash, requestHash] = [randomBytes(32), randomBytes(32)]
  const claim = (hash = requestHash) =>
    keptAnswers.claim(database.db, { accountId: ada, keyHash, requestHash: hash, busyMs: 60_000 })
  expect(await claim()).toBeNull()
  expect(await claim()).toMatchObject({ status: null })
  await database.advance(60_000)
  expect(await claim(randomBytes(32))).toMatchObject({ isSameRequest: false })
  const taken = await Promise.all(Array.from({ length: 10 }, () => claim()))
  expect(taken.filter((each) => each === null)).toHaveLength(1)
})
