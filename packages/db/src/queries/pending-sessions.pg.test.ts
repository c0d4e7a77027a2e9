import { randomBytes, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../testing.ts'
import { addAccount, openSession } from '../testing-accounts.ts'
import { endings } from '../testing-endings.ts'
import * as pending from './pending-sessions.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

const minute = 60_000
const [right, wrong] = [randomBytes(32), randomBytes(32)]
let count = 0

/** Asks for a code; each time for an address of its own unless one is named. */
function ask(more: Partial<Parameters<typeof pending.ask>[1]> = {}) {
  const email = more.email ?? `pending${++count}@example.org`
  return database.db.transaction().execute((tx) =>
    pending.ask(tx, {
      id: randomUUID(),
      email,
      emailKey: email,
      type: 'othr',
      vendorUuid: null,
      cookieHash: null,
      name: 'Test',
      stay: false,
      tokenHash: randomBytes(32),
      codeHashFor: () => right,
      codeLifeMs: 10 * minute,
      resendAfterMs: minute,
      ...more,
    }),
  )
}
async function aPending(more: Parameters<typeof ask>[0] = {}) {
  const tokenHash = randomBytes(32)
  const asked = await ask({ tokenHash, ...more })
  if (asked === null) throw new Error('it was too soon to ask')
  return { ...asked, tokenHash }
}
type Pending = Awaited<ReturnType<typeof aPending>>
const tryCode = ({ id, tokenHash }: Pick<Pending, 'id' | 'tokenHash'>, codeHash = right) =>
  pending.tryCode(database.db, { id, tokenHash, codeHash })
/** Puts `wrong` in the place of the code. */
const replace = ({ id, tokenHash }: Pick<Pending, 'id' | 'tokenHash'>) =>
  database.db.transaction().execute((tx) =>
    pending.replaceCode(tx, {
      id,
      tokenHash,
      codeHash: wrong,
      codeLifeMs: 10 * minute,
      afterMs: minute,
    }),
  )

test('a right code counts for who asked for it, once, and for its time', async () => {
  const [mine, late] = [await aPending(), await aPending()]
  expect(await tryCode({ ...mine, tokenHash: late.tokenHash })).toBeUndefined()
  expect(await tryCode(mine)).toMatchObject({ isRight: true, deviceId: mine.deviceId })
  expect(await tryCode(mine)).toBeUndefined()
  await database.advance(10 * minute)
  expect(await tryCode(late)).toBeUndefined()
})

test('five wrong codes are all there are, however many come at once; then the right one is late', async () => {
  const asked = await aPending()
  const tried = await Promise.all(Array.from({ length: 20 }, () => tryCode(asked, wrong)))
  const told = tried.flatMap((each) => (each === undefined ? [] : [each.triesLeft]))
  expect(told.toSorted((one, other) => one - other)).toEqual([0, 1, 2, 3, 4])
  expect(tried.every((each) => each === undefined || !each.isRight)).toBe(true)
  expect(await tryCode(asked)).toBeUndefined()
  await database.advance(minute)
  expect(await replace(asked)).toBeUndefined()
})

test('a spent code holds off the next one of its device for a minute, and of no other', async () => {
  const email = 'spent@example.org'
  const asked = await aPending({ email })
  for (let times = 0; times < 5; times++) await tryCode(asked, wrong)
  expect(await ask({ email })).toBeNull()
  expect(await ask({ email, cookieHash: randomBytes(32) })).not.toBeNull()
  expect(await ask({ email, type: 'mobi', vendorUuid: randomUUID() })).not.toBeNull()
  await database.advance(minute)
  expect(await ask({ email })).toMatchObject({ isNew: true })
})

test('another code is for who holds a token of the session, once a minute has passed, and gives five tries more', async () => {
  const [mine, other] = [await aPending(), await aPending()]
  expect(await replace({ ...mine, tokenHash: other.tokenHash })).toBeUndefined()
  expect((await replace(mine))?.waitMs).toBeGreaterThan(0)
  for (let times = 0; times < 4; times++) await tryCode(mine, randomBytes(32))
  await database.advance(minute)
  expect(await replace(mine)).toMatchObject({ waitMs: 0 })
  expect(await tryCode(mine)).toMatchObject({ isRight: false, triesLeft: 4 })
  await database.advance(9 * minute)
  expect(await tryCode(mine, wrong)).toMatchObject({ isRight: true })
  expect(await replace(mine)).toBeUndefined()
  await database.advance(minute)
  expect(await replace(other)).toBeUndefined()
})

test('of the tokens that joined a session the last four are good for it', async () => {
  const email = 'joined@example.org'
  const tokens = Array.from({ length: 6 }, () => randomBytes(32))
  const ids: (string | undefined)[] = []
  for (const tokenHash of tokens) ids.push((await ask({ email, tokenHash }))?.id)
  expect(new Set(ids).size).toBe(1)
  const answers = []
  for (const tokenHash of tokens) answers.push(await tryCode({ id: ids[0] ?? '', tokenHash }, wrong))
  expect(answers.map((answer) => answer !== undefined)).toEqual([false, false, true, true, true, true])
})

test('a device resumes the session that lives on it, by its own vendor_uuid and address, and none that is over', async () => {
  for (const end of [undefined, ...Object.values(endings)]) {
    const email = `resumed${++count}@example.org`
    const device = { type: 'mobi', vendorUuid: randomUUID() } as const
    const accountId = await addAccount(database.db, { username: `resumed${count}`, email })
    const { id } = await openSession(database.db, { accountId, device })
    if (end !== undefined) await end(database, { id, accountId })
    expect(await ask({ email, ...device, vendorUuid: randomUUID() })).toMatchObject({ resumes: false })
    expect(await ask(device)).toMatchObject({ resumes: false })
    const asked = await ask({ email, ...device })
    expect(asked, end?.name).toMatchObject({ resumes: end === undefined })
    expect(asked?.id === id).toBe(end === undefined)
  }
})

test('what waited in vain is forgotten a day later', async () => {
  const { id } = await aPending()
  const isThere = async () => (await database.rows`select from pending_session where id = ${id}`).length === 1
  await pending.sweep(database.db)
  expect(await isThere()).toBe(true)
  await database.advance(24 * 60 * minute + 10 * minute)
  expect(await pending.sweep(database.db)).toBeGreaterThan(0)
  expect(await isThere()).toBe(false)
})
