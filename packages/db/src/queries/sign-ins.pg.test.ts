import { randomBytes, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../testing.ts'
import { addAccount, openSession } from '../testing-accounts.ts'
import * as accounts from './accounts.ts'
import * as deviceSessions from './device-sessions.ts'
import * as signIns from './sign-ins.ts'

let database: TestDatabase
let accountId: string
beforeAll(async () => {
  database = await createTestDatabase()
  accountId = await addAccount(database.db, { username: 'sam' })
})
afterAll(() => database.drop())

const open = (device: Partial<signIns.DeviceIdentity>, tokenHash = randomBytes(32)) =>
  openSession(database.db, { accountId, device, tokenHash })

test('50 sign-ins of one device at once make one device and one session, and one of the tokens opens it', async () => {
  for (const device of [
    { type: 'mobi' as const, vendorUuid: randomUUID() },
    { vendorUuid: randomUUID() },
    { cookieHash: randomBytes(32) },
  ]) {
    const tokens = Array.from({ length: 50 }, () => randomBytes(32))
    const opened = await Promise.all(tokens.map((token) => open(device, token)))
    expect(new Set(opened.map((each) => each.id)).size).toBe(1)
    expect(opened.filter((each) => each.isNew)).toHaveLength(1)
    expect(opened.filter((each) => each.isNewDevice)).toHaveLength(1)
    const found = await Promise.all(
      tokens.map((tokenHash) => deviceSessions.byCredential(database.db, { tokenHash })),
    )
    expect(found.filter((each) => each?.live)).toHaveLength(1)
  }
  console.log('devices: 3 × 50 parallel sign-ins of one device, 1 row each, 1 token each that opens it')
})

test('a sign-in that races with "sign out everywhere" never outlives it', async () => {
  for (let round = 0; round < 20; round++) {
    const tokens = Array.from({ length: 4 }, () => randomBytes(32))
    const opening = tokens.map((token) => open({}, token))
    const ending = database.db.transaction().execute(async (tx) => {
      await accounts.raiseEpoch(tx, { id: accountId })
      return deviceSessions.end(tx, { accountId, which: 'all', by: 'everywhere' })
    })
    const [{ at }] = (await ending.then(
      () => database.rows<{ at: number }>`
      select epoch as at from account where id = ${accountId}`,
    )) as [{ at: number }]
    await Promise.all(opening)
    // What is live now was opened after the epoch was raised: it carries the new one.
    const live = await database.rows<{ epoch: number }>`
      select epoch from device_session where account_id = ${accountId} and state = 'active' and epoch < ${at}`
    expect(live).toEqual([])
    await deviceSessions.end(database.db, { accountId, which: 'all', by: 'everywhere' })
  }
})

test('the fifty-first session at once ends the one that was used least lately', async () => {
  const first = await open({})
  for (let i = 0; i < signIns.mostSessions; i++) {
    await database.advance(10)
    await open({})
  }
  expect(await deviceSessions.listOf(database.db, { accountId })).toHaveLength(signIns.mostSessions)
  const found = await deviceSessions.byCredential(database.db, { id: first.id })
  expect(found).toMatchObject({ live: false, endedBy: 'replaced' })
})
