import { randomUUID } from 'node:crypto'
import { createTestDatabase, type TestDatabase } from '@shiplap/db/testing'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createAccessKeys } from './access-keys.ts'

let database: TestDatabase
let at: number
beforeEach(async () => {
  database = await createTestDatabase()
  at = Date.now()
})
afterEach(() => database.drop())

const minute = 60_000
const day = 24 * 60 * minute
const origin = 'https://lap.example.org'
const claims = () => ({ accountId: randomUUID(), sessionId: randomUUID() })
/** The keys as another process sees them. */
const process = (secret = 's'.repeat(32)) =>
  createAccessKeys({ db: database.db, secret, origin, now: () => new Date(at) })
const kids = async (keys: ReturnType<typeof process>) =>
  (await keys.published()).keys.map((key) => (key as { kid: string }).kid)
const kidOf = (token: string): unknown =>
  JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString()).kid

test('a token that was read before is read from memory, and still ends with its time', async () => {
  const keys = process()
  const whose = claims()
  const token = await keys.sign(whose)
  expect(await keys.read(token)).toMatchObject(whose)
  await database.rows`delete from signing_key`
  at += 14 * minute
  expect(await keys.read(token)).toMatchObject(whose)
  at += 2 * minute
  expect(await keys.read(token)).toBeNull()
})

test('memory holds one token apart from another, and nothing of what was refused', async () => {
  const keys = process()
  const [one, two] = [claims(), claims()]
  const tokens = [await keys.sign(one), await keys.sign(two)]
  for (let time = 0; time < 2; time++) {
    expect(await keys.read(tokens[0] ?? '')).toMatchObject(one)
    expect(await keys.read(tokens[1] ?? '')).toMatchObject(two)
    expect(await keys.read(`${tokens[0]}x`)).toBeNull()
  }
})

test('all processes share one key, until a new one is begun with; tokens of the older one stay good', async () => {
  const [here, there] = [process(), process()]
  const before = await here.sign(claims())
  expect(await there.read(before)).not.toBeNull()
  expect(await kids(there)).toEqual([kidOf(before)])
  await here.rotate()
  const after = await here.sign(claims())
  expect(kidOf(after)).not.toBe(kidOf(before))
  const late = process()
  expect(await kids(late)).toEqual([kidOf(after), kidOf(before)])
  for (const token of [before, after]) expect(await late.read(token)).not.toBeNull()
  expect((await late.published()).keys.every((key) => !('d' in key))).toBe(true)
})

test('fifty processes that start at once make one key', async () => {
  await Promise.all(Array.from({ length: 50 }, () => process().published()))
  expect(await kids(process())).toHaveLength(1)
})

test('a key signs for thirty days, is known for two more, and then is gone', async () => {
  const first = kidOf(await process().sign(claims()))
  await database.advance(30 * day - minute)
  expect(kidOf(await process().sign(claims()))).toBe(first)
  await database.advance(2 * minute)
  const second = kidOf(await process().sign(claims()))
  expect(second).not.toBe(first)
  expect(await kids(process())).toEqual([second, first])
  await database.advance(2 * day)
  expect(await kids(process())).toEqual([second])
})

test('who does not have the secret of the instance cannot sign, though they have the database', async () => {
  await process().sign(claims())
  await expect(process('t'.repeat(32)).sign(claims())).rejects.toThrow()
})
