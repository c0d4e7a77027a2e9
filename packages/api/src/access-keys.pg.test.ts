import { randomUUID } from 'node:crypto'
import { createTestDatabase, type TestDatabase } from '@shiplap/db/testing'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createAccessKeys } from './access-keys.ts'

let database: TestDatabase
let at: number
beforeEach(async () => {
  database = await createTestDatabase()
  at = Date.now()
})
afterEach(async () => {
  vi.useRealTimers()
  await database.drop()
})
/** Makes the time by which a process knows how old its reading is one that stands, and moves by what is told. */
const standStill = () => vi.useFakeTimers({ toFake: ['performance'] })

const minute = 60_000
const day = 24 * 60 * minute
const origin = 'https://lap.example.org'
const claims = () => ({ accountId: randomUUID(), sessionId: randomUUID() })
/** The keys as another process sees them. */
const process = (more: Partial<Parameters<typeof createAccessKeys>[0]> = {}) =>
  createAccessKeys({ db: database.db, secret: 's'.repeat(32), origin, now: () => new Date(at), ...more })
const kids = async (keys: ReturnType<typeof process>) =>
  (await keys.published()).keys.map((key) => (key as { kid: string }).kid)
const kidOf = (token: string): unknown =>
  JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString()).kid

test('a token that was read before is read from memory, and still ends with its time', async () => {
  standStill()
  const keys = process()
  const whose = claims()
  const [token, unread] = [await keys.sign(whose), await keys.sign(claims())]
  expect(await keys.read(token)).toMatchObject(whose)
  await database.rows`delete from signing_key`
  vi.advanceTimersByTime(minute)
  at += 14 * minute
  expect(await keys.read(token)).toMatchObject(whose)
  expect(await keys.read(unread)).toBeNull()
  at += 2 * minute
  expect(await keys.read(token)).toBeNull()
})

test('memory holds so many tokens; those that were read first go first', async () => {
  standStill()
  const keys = process({ mostRemembered: 3 })
  const tokens: string[] = []
  for (let n = 0; n < 4; n++) tokens.push(await keys.sign(claims()))
  for (const token of tokens) await keys.read(token)
  await database.rows`delete from signing_key`
  vi.advanceTimersByTime(minute)
  const known = await Promise.all(tokens.map((token) => keys.read(token)))
  expect(known.map((each) => each !== null)).toEqual([false, true, true, true])
})

/** A process, and how many questions it has asked of PostgreSQL. */
function counted() {
  let asked = 0
  const db = database.db.withPlugin({
    transformQuery({ node }) {
      asked++
      return node
    },
    transformResult: async ({ result }) => result,
  })
  return { keys: process({ db }), asked: () => asked }
}

test('keys are read once a minute, however many tokens are made and read', async () => {
  standStill()
  const { keys, asked } = counted()
  await keys.sign(claims())
  const before = asked()
  for (let n = 0; n < 5; n++) await keys.read(await keys.sign(claims()))
  await keys.published()
  expect(asked()).toBe(before)
  vi.advanceTimersByTime(minute - 1)
  await keys.sign(claims())
  expect(asked()).toBe(before)
  vi.advanceTimersByTime(1)
  await keys.sign(claims())
  expect(asked()).toBe(before + 1)
})

test('fifty who wait for a new key ask no more than one does', async () => {
  standStill()
  const { keys, asked } = counted()
  const first = kidOf(await keys.sign(claims()))
  await database.advance(31 * day)
  vi.advanceTimersByTime(minute)
  const before = asked()
  const tokens = await Promise.all(Array.from({ length: 50 }, () => keys.sign(claims())))
  const [second, ...others] = new Set(tokens.map(kidOf))
  expect(others).toEqual([])
  expect(second).not.toBe(first)
  expect(await kids(keys)).toEqual([second, first])
  expect(asked() - before).toBeLessThan(10)
})

test('a key that is not known is looked for, but not more often than once a second', async () => {
  standStill()
  const [here, there] = [process(), process()]
  await here.sign(claims())
  await there.rotate()
  const token = await there.sign(claims())
  expect(await here.read(token)).toBeNull()
  vi.advanceTimersByTime(1_000)
  expect(await here.read(token)).not.toBeNull()
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
  await expect(process({ secret: 't'.repeat(32) }).sign(claims())).rejects.toThrow()
})
