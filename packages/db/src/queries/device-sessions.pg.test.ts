import { randomBytes, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../testing.ts'
import { addAccount, openSession } from '../testing-accounts.ts'
import { endings } from '../testing-endings.ts'
import * as sessions from './device-sessions.ts'

let database: TestDatabase
let stranger: string
beforeAll(async () => {
  database = await createTestDatabase()
  stranger = await addAccount(database.db, { username: 'stranger' })
})
afterAll(() => database.drop())

let count = 0
async function aSession(more: Partial<Parameters<typeof openSession>[1]> = {}) {
  const accountId = await addAccount(database.db, { username: `owner${++count}` })
  return { accountId, ...(await openSession(database.db, { accountId, ...more })) }
}
type Session = Awaited<ReturnType<typeof aSession>>
const end = (session: Session, by: keyof typeof endings = 'device') => endings[by](database, session)
const seen = async ({ id }: Session) =>
  (
    await database.rows<{ at: Date; until: Date }>`
      select last_seen_at as at, idle_expires_at as until from device_session where id = ${id}`
  )[0]

test('a credential opens nothing once its session, its account or its time is over, and tells why', async () => {
  for (const endedBy of Object.keys(endings) as (keyof typeof endings)[]) {
    const session = await aSession()
    const { id, tokenHash, accountId } = session
    const found = () =>
      Promise.all([{ id }, { tokenHash }].map((by) => sessions.byCredential(database.db, by)))
    for (const each of await found()) expect(each).toMatchObject({ id, accountId, live: true, endedBy: null })
    await end(session, endedBy)
    for (const each of await found()) expect(each).toMatchObject({ live: false, endedBy })
  }
})

test('a session ends with the first of its two times, and its answer is trusted no longer than that', async () => {
  const idle = await aSession({ idleMs: 5_000, mostMs: 9_000 })
  const most = await aSession({ idleMs: 9_000, mostMs: 5_000 })
  for (const { id } of [idle, most]) {
    const found = await sessions.byCredential(database.db, { id })
    expect(found?.leftMs).toBeGreaterThan(0)
    expect(found?.leftMs).toBeLessThanOrEqual(5_000)
  }
  await database.advance(5_000)
  for (const { id } of [idle, most])
    expect(await sessions.byCredential(database.db, { id })).toMatchObject({ live: false, endedBy: 'time' })
})

test('use moves the end of the idle time, and revives nothing that is over', async () => {
  const [used, ended, late] = [await aSession(), await aSession(), await aSession()]
  await end(ended)
  await end(late, 'time')
  const before = await Promise.all([used, ended, late].map(seen))
  await database.advance(1_000)
  for (const { id } of [used, ended, late]) await sessions.touch(database.db, { id, ip: null })
  const after = await Promise.all([used, ended, late].map(seen))
  expect(Number(after[0]?.until) - Number(before[0]?.until)).toBeGreaterThanOrEqual(1_000)
  expect(after.slice(1)).toEqual(before.slice(1))
})

test('a new token is for the owner’s own session, and only while it lives', async () => {
  const [mine, ended] = [await aSession(), await aSession()]
  await end(ended)
  const again = ({ id }: Session, accountId: string) =>
    sessions.reauthenticate(database.db, { id, accountId, tokenHash: randomBytes(32) })
  expect(await again(mine, stranger)).toBeUndefined()
  expect(await again(ended, ended.accountId)).toBeUndefined()
  expect(await sessions.byCredential(database.db, { tokenHash: mine.tokenHash })).toMatchObject({
    live: true,
  })
  expect(await again(mine, mine.accountId)).toEqual({
    idleMs: 3_600_000,
    replacedTokenHash: mine.tokenHash,
  })
  expect(await sessions.byCredential(database.db, { tokenHash: mine.tokenHash })).toBeUndefined()
})

test('a password or a code proves for so long, and for a session that lives', async () => {
  const [mine, ended] = [await aSession(), await aSession()]
  const isProven = ({ id }: Session) => sessions.isProven(database.db, { id, withinMs: 60_000 })
  expect([await isProven(mine), await isProven(ended)]).toEqual([true, true])
  await end(ended)
  expect([await isProven(mine), await isProven(ended)]).toEqual([true, false])
  await database.advance(60_000)
  expect(await isProven(mine)).toBe(false)
})

test('the list of an account holds its live sessions and nobody else’s', async () => {
  const mine = await aSession()
  const { accountId } = mine
  await aSession()
  const listed = async () => (await sessions.listOf(database.db, { accountId })).map((session) => session.id)
  await end({ ...mine, ...(await openSession(database.db, { accountId })) }, 'time')
  await end({ ...mine, ...(await openSession(database.db, { accountId })) })
  expect(await listed()).toEqual([mine.id])
  await end(mine, 'everywhere')
  expect(await listed()).toEqual([])
})

test('nobody ends a session of another account, and what is over is not ended again', async () => {
  const mine = await aSession()
  const { accountId } = mine
  for (const which of [{ id: mine.id }, { except: randomUUID() }, 'all'] as const)
    expect(await sessions.end(database.db, { accountId: stranger, which, by: 'device' })).toEqual([])
  const [second, late] = [
    await openSession(database.db, { accountId }),
    await openSession(database.db, { accountId }),
  ]
  await end({ ...mine, ...late }, 'time')
  expect(await sessions.end(database.db, { accountId, which: { except: mine.id }, by: 'device' })).toEqual([
    { id: second.id, tokenHash: second.tokenHash, name: 'Test' },
  ])
  const all = () => sessions.end(database.db, { accountId, which: 'all', by: 'everywhere' })
  expect((await all()).map(({ id }) => id)).toEqual([mine.id])
  expect(await all()).toEqual([])
  // The first reason stays.
  expect(await sessions.byCredential(database.db, { id: second.id })).toMatchObject({ endedBy: 'device' })
})

test('sweeping marks what is out of time, so many at once, and nothing else', async () => {
  const [lives, ...late] = [await aSession(), await aSession(), await aSession()]
  for (const session of late) await end(session, 'time')
  while ((await sessions.sweep(database.db, { limit: 1 })) > 0);
  const states = await database.rows<{ id: string; state: string }>`
    select id, state from device_session where id = any (${[lives, ...late].map(({ id }) => id)}) order by created_at, id`
  expect(states.map(({ state }) => state)).toEqual(['active', 'expired', 'expired'])
})
