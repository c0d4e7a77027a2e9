import { unseal } from '@shiplap/auth/seal'
import * as accounts from '@shiplap/db/queries/accounts'
import * as signIns from '@shiplap/db/queries/sign-ins'
import { createTestDatabase, type TestDatabase } from '@shiplap/db/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { deviceNew } from './device.new.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

const pepper = 'a pepper for tests that nobody else may have'

test('ASVS 6.3.5: a sign-in on a new device is told once: which, from where and when, in a mail that waits sealed', async () => {
  const email = 'eve@example.org'
  const account = await accounts.insert(database.db, {
    username: 'eve',
    usernameKey: 'eve',
    passwordHash: 'x',
    email,
    emailKey: email,
  })
  const accountId = account?.id ?? ''
  const session = await database.db.transaction().execute((tx) =>
    signIns.open(tx, {
      accountId,
      device: { type: 'othr', vendorUuid: null, cookieHash: null, name: 'Firefox on Linux' },
      means: 'cookie',
      confirmedBy: 'password',
      tokenHash: Buffer.alloc(32, 7),
      ip: '203.0.113.7',
      userAgent: null,
      idleMs: 60_000,
      mostMs: null,
    }),
  )
  const handler = deviceNew({ origin: 'https://lap.example.org', pepper })
  const job = { kind: 'device.new', payload: { accountId, deviceId: session?.deviceId ?? '' } }
  for (let time = 0; time < 3; time++)
    await database.db
      .transaction()
      .execute((tx) => handler.inTransaction(tx, job as Parameters<typeof handler.inTransaction>[1])) // asks no more

  const rows = await database.rows<{ payload: { to: string; subject: string; text: string } }>`
    select payload from job where kind = 'mail'`
  expect(rows).toHaveLength(1)
  const { to, subject, text } = rows[0]?.payload ?? { to: '', subject: '', text: '' }
  expect([to, subject]).toEqual([email, 'New sign-in: Firefox on Linux'])
  expect(JSON.stringify(rows)).not.toContain('203.0.113.7')
  const letter = unseal(Buffer.from(text, 'base64'), { secret: pepper, purpose: 'mail' })
  expect(letter).toContain('Device: Firefox on Linux\nAddress: 203.0.113.7\nTime: ')
  expect(letter).toMatch(/Time: \d{4}-\d\d-\d\d \d\d:\d\d UTC/)
  expect(letter).toContain('https://lap.example.org/devices')
})
