import { randomBytes, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../testing.ts'
import { addAccount, openSession } from '../testing-accounts.ts'
import * as devices from './devices.ts'

let database: TestDatabase
let ada: string
let bob: string
beforeAll(async () => {
  database = await createTestDatabase()
  ada = await addAccount(database.db, { username: 'ada', email: 'ada@example.org' })
  bob = await addAccount(database.db, { username: 'bob', email: 'bob@example.org' })
})
afterAll(() => database.drop())

test('only its owner sees a device and gives it a name', async () => {
  const { deviceId: id } = await openSession(database.db, { accountId: ada })
  expect(await devices.byId(database.db, { id, accountId: bob })).toBeUndefined()
  expect(await devices.rename(database.db, { id, accountId: bob, name: 'Mine' })).toBe(false)
  expect(await devices.byId(database.db, { id, accountId: ada })).toMatchObject({ name: 'Test' })
  expect(await devices.rename(database.db, { id, accountId: ada, name: 'The attic machine' })).toBe(true)
  expect(await devices.byId(database.db, { id, accountId: ada })).toMatchObject({ name: 'The attic machine' })
})

test('a device is known to the account that it signed in to, and to no other', async () => {
  const [cookieHash, vendorUuid] = [randomBytes(32), randomUUID()]
  await openSession(database.db, { accountId: ada, device: { cookieHash } })
  await openSession(database.db, { accountId: ada, device: { type: 'mobi', vendorUuid } })
  const isKnownTo = (emailKey: string, device: { cookieHash?: Buffer; type?: 'othr'; vendorUuid?: string }) =>
    devices.isKnownTo(database.db, {
      emailKey,
      type: 'mobi',
      vendorUuid: null,
      cookieHash: null,
      ...device,
    })
  expect(await devices.isKnown(database.db, { accountId: ada, cookieHash })).toBe(true)
  expect(await isKnownTo('ada@example.org', { cookieHash })).toBe(true)
  expect(await isKnownTo('ada@example.org', { vendorUuid })).toBe(true)

  expect(await devices.isKnown(database.db, { accountId: bob, cookieHash })).toBe(false)
  expect(await devices.isKnown(database.db, { accountId: ada, cookieHash: randomBytes(32) })).toBe(false)
  expect(await isKnownTo('bob@example.org', { cookieHash })).toBe(false)
  expect(await isKnownTo('bob@example.org', { vendorUuid })).toBe(false)
  // A vendor_uuid counts for its own type, and no name at all is no name that matches.
  expect(await isKnownTo('ada@example.org', { vendorUuid, type: 'othr' })).toBe(false)
  expect(await isKnownTo('ada@example.org', {})).toBe(false)
})
