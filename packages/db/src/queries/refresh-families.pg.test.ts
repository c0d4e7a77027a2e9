import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../testing.ts'
import { addAccount, openSession } from '../testing-accounts.ts'
import { endings } from '../testing-endings.ts'
import * as families from './refresh-families.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

const graceMs = 10_000
const nonce = randomBytes(16)
let count = 0
async function aFamily(means: 'cookie' | 'tokens' = 'tokens') {
  const accountId = await addAccount(database.db, { username: `family${++count}` })
  const { id } = await openSession(database.db, { accountId, means })
  const hash = randomBytes(32)
  await begin(id, hash)
  return { id, accountId, hash }
}
const begin = (sessionId: string, hash: Buffer) =>
  database.db.transaction().execute((tx) => families.begin(tx, { sessionId, hash, nonce }))
const rotate = (sessionId: string, hash: Buffer, next = randomBytes(32)) =>
  families.rotate(database.db, { sessionId, hash, next, nonce })
const standing = (sessionId: string, hash: Buffer) =>
  families.standing(database.db, { sessionId, hash, graceMs })

test('only the newest token of a family makes the next one, once', async () => {
  const [{ id, hash: first }, other] = [await aFamily(), await aFamily()]
  const second = randomBytes(32)
  expect(await rotate(id, other.hash)).toBe(false)
  const asked = await Promise.all(Array.from({ length: 10 }, () => rotate(id, first, second)))
  expect(asked.filter((isDone) => isDone)).toHaveLength(1)
  expect(await rotate(id, first)).toBe(false)
  expect(await rotate(id, second)).toBe(true)
  // The family beside it has not moved.
  expect(await rotate(other.id, other.hash)).toBe(true)
})

test('nothing is made for a session that is over, or that never was one of tokens', async () => {
  for (const end of Object.values(endings)) {
    const family = await aFamily()
    expect(await standing(family.id, family.hash)).toMatchObject({ live: true })
    await end(database, family)
    expect(await rotate(family.id, family.hash), end.name).toBe(false)
    expect(await standing(family.id, family.hash), end.name).toMatchObject({ live: false })
  }
  const cookie = await aFamily('cookie')
  expect(await rotate(cookie.id, cookie.hash)).toBe(false)
  expect(await standing(cookie.id, cookie.hash)).toMatchObject({ live: false })
})

test('the token before the newest is known for the grace time, and no other one ever is', async () => {
  const { id, hash: first } = await aFamily()
  const [second, third] = [randomBytes(32), randomBytes(32)]
  const inGrace = async (hash: Buffer) => (await standing(id, hash))?.inGrace
  expect(await inGrace(first)).toBe(false)
  await rotate(id, first, second)
  expect([await inGrace(first), await inGrace(second), await inGrace(third)]).toEqual([true, false, false])
  await database.advance(graceMs - 2_000)
  expect(await inGrace(first)).toBe(true)
  await database.advance(2_000)
  expect(await inGrace(first)).toBe(false)
  await rotate(id, second, third)
  expect([await inGrace(first), await inGrace(second)]).toEqual([false, true])
})

test('a family that begins anew knows nothing of the tokens before', async () => {
  const { id, hash: first } = await aFamily()
  const [second, anew] = [randomBytes(32), randomBytes(32)]
  await rotate(id, first, second)
  await begin(id, anew)
  expect((await standing(id, first))?.inGrace).toBe(false)
  expect(await rotate(id, second)).toBe(false)
  expect(await rotate(id, anew)).toBe(true)
})
