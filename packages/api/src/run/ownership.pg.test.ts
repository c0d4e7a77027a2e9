// What a statement writes or shows is its owner's, also where a race has got past the rules that were asked before.
import * as claims from '@shiplap/db/queries/claims'
import * as runEvents from '@shiplap/db/queries/run-events'
import * as runs from '@shiplap/db/queries/runs'
import * as lists from '@shiplap/db/queries/submission-lists'
import * as submissions from '@shiplap/db/queries/submissions'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestApi, type TestApi } from '../testing.ts'
import { createPerson, type TestPerson } from '../testing-people.ts'
import { finishRun, key, startRun } from './testing.ts'

let world: TestApi
let people = 0
const person = (): Promise<TestPerson> => createPerson(world, { username: `owner-${++people}` })
beforeAll(async () => {
  world = await createTestApi()
})
afterAll(() => world.close())

const csvq = { challenge: 'csvq', category: 'first-three', assistance: 'unassisted' } as const
const revision = {
  repositoryUrl: null,
  commitHash: null,
  notes: '',
  videoUrl: null,
  videoStartMs: 0,
  packages: [],
}
const submit = (runId: string, runnerId: string) =>
  world.database.db.transaction().execute((tx) => submissions.insert(tx, { runId, runnerId, revision }))

test('a run takes one event after what was read of it, however many were judged by the same reading', async () => {
  const { db } = world.database
  const run = await startRun(await person())
  await world.advance(2_000)
  const split = { runId: run.id, seq: run.seq, kind: 'split', position: 1, state: 'running' } as const
  const recorded = await Promise.all(
    Array.from({ length: 10 }, () => runEvents.record(db, { ...split, clientMs: null, key: key() })),
  )
  expect(recorded.filter((event) => event !== undefined)).toHaveLength(1)
  expect((await runs.byId(db, { runId: run.id }))?.events.map(({ kind }) => kind)).toEqual([
    'started',
    'split',
  ])
})

test('the finish of a run that is submitted is not undone, though it was not submitted when it was read', async () => {
  const { db } = world.database
  const runner = await person()
  const run = await finishRun(world, runner)
  const undo = { runId: run.id, seq: run.seq, kind: 'finish-undone', position: 3, state: 'running' } as const
  await submit(run.id, runner.id)
  expect(await runEvents.record(db, { ...undo, clientMs: null, key: key() })).toBeUndefined()
  expect(await runs.byId(db, { runId: run.id })).toMatchObject({ state: 'finished', submitted: true })
})

test('acts are for the runner’s own run, and the key of one runner is free for another', async () => {
  const { db } = world.database
  const [ada, bob] = [await person(), await person()]
  const [mine, yours] = [await startRun(ada), await startRun(bob)]
  await world.advance(2_000)
  const used = key()
  await ada.api.run.split.mutate({ runId: mine.id, position: 1, key: used })
  const found = (runId: string, accountId: string) => runs.ownForAct(db, { runId, accountId, key: used })
  expect(await found(mine.id, bob.id)).toBeUndefined()
  expect(await found(mine.id, ada.id)).toMatchObject({ id: mine.id, keyUsedFor: mine.id })
  expect(await found(yours.id, bob.id)).toMatchObject({ id: yours.id, keyUsedFor: null })
})

test('an armed run is taken away by its owner, or by nobody before its time, and a started one not at all', async () => {
  const { db } = world.database
  const [ada, bob] = [await person(), await person()]
  const { id: runId } = await ada.api.run.arm.mutate({ ...csvq, key: key() })
  expect(await runs.removeArmed(db, { runId, accountId: bob.id })).toBe(false)
  expect(await runs.removeArmed(db, { runId, olderThanMs: 60_000 })).toBe(false)
  await world.advance(60_000)
  expect(await runs.removeArmed(db, { runId, olderThanMs: 60_000 })).toBe(true)
  const { id: started } = await startRun(ada)
  expect(await runs.removeArmed(db, { runId: started, accountId: ada.id })).toBe(false)
})

test('what is live, and what was armed under a key, is told to its runner alone', async () => {
  const { db } = world.database
  const [ada, bob] = [await person(), await person()]
  const armKey = key()
  const { id } = await ada.api.run.arm.mutate({ ...csvq, key: armKey })
  expect((await runs.liveOf(db, { accountId: ada.id }))?.id).toBe(id)
  expect(await runs.liveOf(db, { accountId: bob.id })).toBeUndefined()
  expect((await runs.byArmKey(db, { accountId: ada.id, key: armKey }))?.id).toBe(id)
  expect(await runs.byArmKey(db, { accountId: ada.id, key: key() })).toBeUndefined()
  expect(await runs.byArmKey(db, { accountId: bob.id, key: armKey })).toBeUndefined()
  await ada.api.run.start.mutate({ runId: id, key: key() })
  await ada.api.run.abandon.mutate({ runId: id, key: key() })
  expect(await runs.liveOf(db, { accountId: ada.id })).toBeUndefined()
})

test('a finished run is submitted by its runner, once, however many ask at the same time', async () => {
  const [ada, bob] = [await person(), await person()]
  const live = await startRun(bob)
  expect(await submit(live.id, bob.id)).toBeUndefined()
  const { id } = await finishRun(world, ada)
  expect(await submit(id, bob.id)).toBeUndefined()
  const ids = await Promise.all(Array.from({ length: 10 }, () => submit(id, ada.id)))
  expect(ids.filter((each) => each !== undefined)).toHaveLength(1)
})

test('what waits for a verdict holds nobody’s own runs, and a runner’s list nobody else’s', async () => {
  const { db } = world.database
  const [ada, bob] = [await person(), await person()]
  const id = await submit((await finishRun(world, ada)).id, ada.id)
  const waiting = async (viewerId: string) => ({
    listed: (await lists.queue(db, { viewerId, limit: 200 })).map((each) => each.id),
    counted: await lists.countWaiting(db, { viewerId }),
  })
  const [own, others] = [await waiting(ada.id), await waiting(bob.id)]
  expect(own.listed).not.toContain(id)
  expect(others.listed).toContain(id)
  expect([own.counted, others.counted]).toEqual([own.listed.length, others.listed.length])
  const ofRunner = async (runnerId: string) =>
    (await lists.ofRunner(db, { runnerId, before: null, limit: 200 })).map((each) => each.id)
  expect([await ofRunner(ada.id), await ofRunner(bob.id)]).toEqual([[id], []])
})

test('a claim that somebody has renewed is not cleared away as the one that ran out', async () => {
  const { db } = world.database
  const [ada, vera] = [await person(), await person()]
  const id = (await submit((await finishRun(world, ada)).id, ada.id)) ?? ''
  const claim = () =>
    db.transaction().execute((tx) => claims.take(tx, { id, verifierId: vera.id, leaseMs: 60_000 }))
  await claim()
  await world.advance(30_000)
  await claim()
  await world.advance(30_000)
  expect(await claims.releaseExpired(db, { id })).toBe(false)
  await world.advance(30_000)
  expect(await claims.releaseExpired(db, { id })).toBe(true)
})
