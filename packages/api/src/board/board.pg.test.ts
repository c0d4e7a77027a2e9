import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { refusalOf } from '../run/testing.ts'
import { createTestApi, type TestApi } from '../testing.ts'
import { createPerson } from '../testing-people.ts'
import { placeRun } from './testing.ts'

let world: TestApi
let names = 0
beforeAll(async () => {
  world = await createTestApi()
})
afterAll(() => world.close())

const csvq = { challenge: 'csvq', category: 'all-milestones', assistance: 'unassisted' } as const
const provisional = { standing: 'provisional' } as const
const april = new Date('2026-04-10T12:00:00Z')

type Placed = Omit<Parameters<typeof placeRun>[2], 'accountId' | 'endedAt'> & { readonly endedAt?: Date }

/** Runners with these times, in this order, on a board; returns their names. */
async function runnersWith(board: Parameters<typeof placeRun>[1], runs: readonly Placed[]) {
  const { db } = world.database
  const placed: string[] = []
  for (const [index, run] of runs.entries()) {
    const username = `racer-${++names}`
    const { id } = await db
      .insertInto('account')
      .values({ username, usernameKey: username, passwordHash: 'x' })
      .returning('id')
      .executeTakeFirstOrThrow()
    await placeRun(db, board, { endedAt: new Date(april.getTime() + index * 1_000), ...run, accountId: id })
    placed.push(username)
  }
  return placed
}

const read = (input: Parameters<ReturnType<TestApi['visitor']>['api']['board']['page']['query']>[0]) =>
  world.visitor().api.board.page.query(input)

describe('equal times', () => {
  const board = { ...csvq, challenge: 'md2html' } as const

  test('share a rank on a page and across pages: 1, 2, 2, 2, 5', async () => {
    const runners = await runnersWith(
      board,
      [10_000, 20_000, 20_000, 20_000, 30_000].map((timeMs) => ({ timeMs })),
    )
    const shown: [number | null, string][] = []
    let after: string | undefined
    for (;;) {
      const page = await read({ ...board, ...provisional, limit: 2, ...(after ? { after } : {}) })
      shown.push(...page.entries.map((entry): [number | null, string] => [entry.rank, entry.runner.username]))
      if (page.next === null) break
      after = page.next
    }
    expect(shown).toEqual([1, 2, 2, 2, 5].map((rank, index) => [rank, runners[index]]))
  })

  test('keep their ranks when the page is asked for by place, or read backwards', async () => {
    const ranks = async (place: number) =>
      (await read({ ...board, ...provisional, limit: 2, place })).entries.map((entry) => entry.rank)
    expect(await ranks(1)).toEqual([1, 2])
    expect(await ranks(2)).toEqual([2, 2])
    expect(await ranks(3)).toEqual([2, 2])
    expect(await ranks(4)).toEqual([2, 5])
    expect(await ranks(5)).toEqual([5])
    expect(await ranks(6)).toEqual([])
    const last = await read({ ...board, ...provisional, limit: 2, place: 4 })
    const before = await read({ ...board, ...provisional, limit: 2, before: last.previous ?? '' })
    expect(before.entries.map((entry) => entry.rank)).toEqual([2, 2])
    const first = await read({ ...board, ...provisional, limit: 2, before: before.previous ?? '' })
    expect([first.entries.map((entry) => entry.rank), first.previous]).toEqual([[1], null])
  })

  test('are known as shared also where a page shows but one of them', async () => {
    const tied = async (place: number) =>
      (await read({ ...board, ...provisional, limit: 1, place })).entries.map((entry) => entry.tied)
    expect(await Promise.all([1, 2, 3, 4, 5].map(tied))).toEqual([[false], [true], [true], [true], [false]])
  })

  test('find a runner, and those around', async () => {
    const { api } = world.visitor()
    const username =
      (await read({ ...board, ...provisional, place: 4, limit: 1 })).entries[0]?.runner.username ?? ''
    expect(await api.board.rankOf.query({ ...board, ...provisional, username })).toMatchObject({
      rank: 2,
      runners: 5,
      timeMs: 20_000,
    })
    const around = await api.board.around.query({ ...board, ...provisional, username, each: 2 })
    expect(around.entries.map((entry) => [entry.rank, entry.behindMs])).toEqual([
      [2, null],
      [2, 0],
      [2, 0],
      [5, 10_000],
    ])
    expect(around.entries[2]?.runner.username).toBe(username)
  })
})

describe('a board', () => {
  const board = { ...csvq, challenge: 'todo-backend' } as const

  test('is empty before its first run, and says so', async () => {
    expect(await read({ ...board, assistance: 'agent' })).toMatchObject({
      runners: 0,
      entries: [],
      next: null,
      previous: null,
    })
    expect(await refusalOf(read({ ...board, category: 'nothing' }))).toBe('board.not-found')
    expect(await refusalOf(world.visitor().api.board.rankOf.query({ ...board, username: 'nobody' }))).toBe(
      'board.not-standing',
    )
  })

  test('shows each runner once, at their best; what is obsolete only when asked for', async () => {
    const { id: accountId, username } = await createPerson(world, { username: 'ada' })
    const { db } = world.database
    for (const timeMs of [50_000, 40_000, 45_000])
      await placeRun(db, board, { accountId, timeMs, endedAt: april })
    const page = await read({ ...board, ...provisional })
    expect(page.entries).toMatchObject([
      { rank: 1, timeMs: 40_000, runner: { username }, obsolete: false, verified: false },
    ])
    const all = await read({ ...board, ...provisional, obsolete: true })
    expect(all.entries.map((entry) => [entry.rank, entry.timeMs])).toEqual([
      [1, 40_000],
      [null, 45_000],
      [null, 50_000],
    ])
    expect(all.runners).toBe(1)
  })

  test('is one for each class of assistance', async () => {
    await runnersWith({ ...board, assistance: 'completion' }, [{ timeMs: 10_000 }])
    expect((await read({ ...board, assistance: 'completion', ...provisional })).entries).toHaveLength(1)
    expect((await read({ ...board, ...provisional })).entries[0]?.timeMs).toBe(40_000)
  })

  test('has a list of its own for a stack, a year, a month and stronger evidence', async () => {
    const agent = { ...board, assistance: 'agent' } as const
    const march = new Date('2026-03-31T23:59:59.999Z')
    const [one, two, three] = await runnersWith(agent, [
      { timeMs: 10_000, stack: ['go'], endedAt: new Date('2025-12-31T23:59:59Z') },
      { timeMs: 20_000, stack: ['node', 'hono'], endedAt: march, evidence: 'checked' },
      { timeMs: 30_000, stack: ['node'], endedAt: april, evidence: 'replayed' },
    ])
    const names = async (filter: object) =>
      (await read({ ...agent, ...provisional, ...filter })).entries.map((entry) => [
        entry.rank,
        entry.runner.username,
      ])
    expect(await names({})).toEqual([
      [1, one],
      [2, two],
      [3, three],
    ])
    expect(await names({ stack: 'node' })).toEqual([
      [1, two],
      [2, three],
    ])
    expect(await names({ stack: 'node', window: '2026-04' })).toEqual([[1, three]])
    expect(await names({ window: '2026' })).toEqual([
      [1, two],
      [2, three],
    ])
    expect(await names({ window: '2025-12' })).toEqual([[1, one]])
    expect(await names({ evidence: 'checked' })).toEqual([
      [1, two],
      [2, three],
    ])
    expect(await names({ evidence: 'replayed' })).toEqual([[1, three]])
    expect(await names({ stack: 'rust' })).toEqual([])
  })

  test('refuses what is not asked properly', async () => {
    const bad: object[] = [
      { window: '2026-13' },
      { stack: "'; drop table run" },
      { place: 0 },
      { place: 2 ** 53 },
      { place: 1.5 },
      { limit: 101 },
      { after: 'x' },
      { after: '1.1.not-a-run' },
      { before: '99999999999999.1.x' },
      { evidence: 'proven' },
      { more: true },
    ]
    for (const part of bad)
      expect(await refusalOf(read({ ...board, ...part })), JSON.stringify(part)).toBe('request.invalid')
  })
})

test('any runner of three hundred has the rank that counting gives', async () => {
  const board = { ...csvq, challenge: 'realworld-api' } as const
  const { db } = world.database
  // Times that crowd around the borders of the spans that ranks are summed from.
  await runnersWith(board, [{ timeMs: 262_144 }])
  const times = Array.from(
    { length: 300 },
    (_, n) =>
      262_144 * (1 + (n % 3)) + ([-1, 0, 1, 63, 64, 65, 4_095, 4_096].at(n % 8) as number) * (1 + (n % 5)),
  )
  const accounts = await db
    .insertInto('account')
    .values(times.map((_, n) => ({ username: `many-${n}`, usernameKey: `many-${n}`, passwordHash: 'x' })))
    .returning(['id', 'username'])
    .execute()
  for (const [n, { id: accountId }] of accounts.entries())
    await placeRun(db, board, { accountId, timeMs: times[n] ?? 0, endedAt: april })
  const all = [262_144, ...times]
  const { api } = world.visitor()
  for (const n of [0, 7, 99, 150, 299]) {
    const { rank, runners } = await api.board.rankOf.query({
      ...board,
      ...provisional,
      username: `many-${n}`,
    })
    expect([rank, runners]).toEqual([1 + all.filter((time) => time < (times[n] ?? 0)).length, 301])
  }
  const sorted = [...all].sort((one, other) => one - other)
  for (const place of [1, 57, 200, 301]) {
    const { entries } = await read({ ...board, ...provisional, place, limit: 1 })
    expect(entries.map((entry) => entry.timeMs)).toEqual([sorted[place - 1]])
  }
})
