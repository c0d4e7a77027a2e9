import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../testing.ts'
import { addAccount } from '../testing-accounts.ts'
import * as links from './mail-tokens.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

const lifeMs = 60_000
let count = 0
async function anOwner() {
  const email = `linked${++count}@example.org`
  return { email, accountId: await addAccount(database.db, { username: `linked${count}`, email }) }
}
type Owner = Awaited<ReturnType<typeof anOwner>>
async function issue({ email, accountId }: Owner, purpose: 'reset' | 'email' = 'reset') {
  const tokenHash = randomBytes(32)
  await database.db
    .transaction()
    .execute((tx) => links.issue(tx, { accountId, purpose, tokenHash, email, emailKey: email, lifeMs }))
  return { tokenHash, purpose }
}
const use = (link: Awaited<ReturnType<typeof issue>>) =>
  database.db.transaction().execute((tx) => links.use(tx, link))

test('a mailed link serves its owner and its purpose, once, however many use it at the same time', async () => {
  const owner = await anOwner()
  const link = await issue(owner)
  expect(await links.find(database.db, { ...link, purpose: 'email' })).toBeUndefined()
  expect(await use({ ...link, purpose: 'email' })).toBeUndefined()
  expect(await links.find(database.db, link)).toEqual({ accountId: owner.accountId })
  const used = await Promise.all(Array.from({ length: 10 }, () => use(link)))
  expect(used.filter((each) => each !== undefined)).toEqual([
    { accountId: owner.accountId, email: owner.email, emailKey: owner.email },
  ])
  expect(await links.find(database.db, link)).toBeUndefined()
})

test('a link is good for its time', async () => {
  const owner = await anOwner()
  const link = await issue(owner, 'email')
  expect(await links.waitingEmail(database.db, owner)).toMatchObject({ email: owner.email })
  await database.advance(lifeMs)
  expect(await links.find(database.db, link)).toBeUndefined()
  expect(await use(link)).toBeUndefined()
  expect(await links.waitingEmail(database.db, owner)).toBeUndefined()
})

test('a new link puts out the older ones of its account and purpose, and no others', async () => {
  const [ada, bob] = [await anOwner(), await anOwner()]
  const [older, other, theirs] = [await issue(ada), await issue(ada, 'email'), await issue(bob)]
  const newer = await issue(ada)
  expect(await use(older)).toBeUndefined()
  for (const link of [newer, other, theirs]) expect(await use(link)).toBeDefined()
})

test('the address that waits is told to its own account, and only while it waits', async () => {
  const [ada, bob] = [await anOwner(), await anOwner()]
  const link = await issue(ada, 'email')
  await issue(bob, 'reset')
  expect(await links.waitingEmail(database.db, ada)).toMatchObject({ email: ada.email })
  expect(await links.waitingEmail(database.db, bob)).toBeUndefined()
  await use(link)
  expect(await links.waitingEmail(database.db, ada)).toBeUndefined()
})
