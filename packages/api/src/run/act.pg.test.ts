import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startRedis } from '@shiplap/embedded/redis'
import { connectRedis } from '@shiplap/redis/connect'
import { createTopics } from '@shiplap/redis/topics'
import { silentLog } from '@shiplap/runtime/log'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTestApi, type TestApi } from '../testing.ts'
import { createPerson, type TestPerson } from '../testing-people.ts'
import { performAct } from './act.ts'
import { finishRun, key, refusalOf, startRun } from './testing.ts'

let world: TestApi
let people = 0
const person = (): Promise<TestPerson> => createPerson(world, { username: `actor-${++people}` })
beforeAll(async () => {
  world = await createTestApi()
})
afterAll(() => world.close())

const csvq = { challenge: 'csvq', category: 'first-three', assistance: 'unassisted' } as const

test('an act asks PostgreSQL twice, the finish too: once to read the run, once to write what happened', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'shiplap-acts-'))
  const redisServer = await startRedis({ dataDir })
  const redis = connectRedis({ url: redisServer.url, log: silentLog })
  const feed = createTopics({ redis })
  const runner = await person()
  const { id: runId } = await runner.api.run.arm.mutate({ ...csvq, key: key() })

  let asked = 0
  const db = world.database.db.withPlugin({
    transformQuery({ node }) {
      asked++
      return node
    },
    transformResult: async ({ result }) => result,
  })
  const account = { id: runner.id, username: runner.username, role: 'member' } as const
  const costOf = async (act: Parameters<typeof performAct>[1]) => {
    await world.advance(6_000)
    asked = 0
    await performAct({ db, feed, account }, act)
    return asked
  }
  const split = { runId, act: 'split', position: 3, key: key() } as const
  expect(await costOf({ runId, act: 'start', key: key() })).toBe(2)
  expect(await costOf({ ...split, position: 1, key: key() })).toBe(2)
  expect(await costOf({ runId, act: 'skipSplit', position: 2, key: key() })).toBe(2)
  expect(await costOf(split)).toBe(2)
  // A repeat only reads.
  expect(await costOf(split)).toBe(1)
  expect((await runner.api.run.get.query({ runId })).standing.provisional).toMatchObject({ rank: 1 })
  expect(await costOf({ runId, act: 'undoFinish', key: key() })).toBe(2)
  expect((await runner.api.run.get.query({ runId })).standing.provisional).toBeNull()

  feed.close()
  redis.disconnect()
  await redisServer.stop()
  await rm(dataDir, { recursive: true, force: true })
})

test('when the clock of the database steps back, the run goes on a millisecond after its last event, and says so', async () => {
  const { api } = await person()
  const { id: runId } = await startRun({ api })
  await world.advance(60_000)
  await api.run.split.mutate({ runId, position: 1, key: key() })
  await world.advance(-50_000)
  const stepped = await api.run.split.mutate({ runId, position: 2, key: key() })
  expect(stepped.milestones[1]?.segmentMs).toBe(1)
  await world.advance(60_000)
  const finished = await api.run.split.mutate({ runId, position: 3, key: key() })
  expect(finished).toMatchObject({ state: 'finished', clockStepped: true })
  expect(finished.timeMs).toBeGreaterThan(60_000)
  const { events } = await api.run.get.query({ runId })
  const instants = events.map((event) => Date.parse(event.at ?? ''))
  expect(instants).toEqual([...new Set(instants)].sort((one, other) => one - other))
  // A run that no clock disturbed is not marked.
  expect(await finishRun(world, await person())).toMatchObject({ clockStepped: false })
})

describe('an act counts once', () => {
  test('when it is sent again, and its repeat is answered as the first time', async () => {
    const { api } = await person()
    const { id: runId } = await startRun({ api })
    await world.advance(2_000)
    const act = { runId, position: 1, key: key(), clientMs: 2_000 }
    const first = await api.run.split.mutate(act)
    await world.advance(2_000)
    await api.run.split.mutate({ runId, position: 2, key: key() })
    const again = await api.run.split.mutate(act)
    expect([again.seq, again.milestones, again.nextPosition]).toEqual([first.seq, first.milestones, 2])
    expect((await api.run.current.query()).run?.nextPosition).toBe(3)
  })

  test('when twenty splits come at once under one key', async () => {
    const { api } = await person()
    const { id: runId } = await startRun({ api })
    await world.advance(2_000)
    const act = { runId, position: 1, key: key() }
    const answers = await Promise.all(Array.from({ length: 20 }, () => api.run.split.mutate(act)))
    expect(new Set(answers.map((answer) => answer.seq))).toEqual(new Set([2]))
    const { events } = await api.run.get.query({ runId })
    expect(events.map((event) => event.kind)).toEqual(['started', 'split'])
  })

  test('when twenty splits come at once under twenty keys', async () => {
    const { api } = await person()
    const { id: runId } = await startRun({ api })
    await world.advance(2_000)
    const splits = Array.from({ length: 20 }, () => api.run.split.mutate({ runId, position: 1, key: key() }))
    const outcomes = await Promise.allSettled(splits)
    expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(1)
    const reasons = outcomes.flatMap((outcome) =>
      outcome.status === 'rejected' ? [outcome.reason.data.reason] : [],
    )
    expect(new Set(reasons)).toEqual(new Set(['run.out-of-order']))
    expect((await api.run.get.query({ runId })).events).toHaveLength(2)
  })

  test('and a key that was used for something else is refused', async () => {
    const { api } = await person()
    const { id: runId } = await startRun({ api })
    await world.advance(2_000)
    const used = key()
    await api.run.split.mutate({ runId, position: 1, key: used })
    await expect(api.run.undoSplit.mutate({ runId, key: used })).rejects.toMatchObject({
      data: { reason: 'request.key-reused', httpStatus: 422 },
    })
    expect(await refusalOf(api.run.split.mutate({ runId, position: 2, key: used }))).toBe(
      'request.key-reused',
    )
    await api.run.abandon.mutate({ runId, key: key() })
    const next = await startRun({ api })
    expect(await refusalOf(api.run.split.mutate({ runId: next.id, position: 1, key: used }))).toBe(
      'request.key-reused',
    )
  })

  test('also when arming: the same key arms one run, another run is refused', async () => {
    const { api } = await person()
    const asked = { ...csvq, stack: [], key: key() }
    const armed = await Promise.all([1, 2, 3].map(() => api.run.arm.mutate(asked)))
    expect(new Set(armed.map((run) => run.id)).size).toBe(1)
    expect(await refusalOf(api.run.arm.mutate({ ...asked, key: key() }))).toBe('run.already-live')
    expect(await refusalOf(api.run.arm.mutate({ ...asked, stack: ['go'] }))).toBe('request.key-reused')
  })
})
