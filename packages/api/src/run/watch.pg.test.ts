import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestApi, type TestApi } from '../testing.ts'
import { createPerson } from '../testing-people.ts'
import type { ShownRun } from './live.ts'
import { finishRun, key, startRun } from './testing.ts'

let world: TestApi
beforeAll(async () => {
  world = await createTestApi()
})
afterAll(() => world.close())

test('a spectator without an account sees each split as it happens', async () => {
  const runner = await createPerson(world, { username: 'ada' })
  const { id: runId } = await startRun(runner)
  const seen = watch(runId)
  expect((await seen.next()).nextPosition).toBe(1)
  await world.advance(2_000)
  await runner.api.run.split.mutate({ runId, position: 1, key: key() })
  expect((await seen.next()).milestones[0]?.splitMs).toBeGreaterThanOrEqual(2_000)
  await runner.api.run.abandon.mutate({ runId, key: key() })
  expect((await seen.next()).state).toBe('abandoned')
  seen.end()
})

test('what a run is held against are bests from before it began', async () => {
  const runner = await createPerson(world, { username: 'grace' })
  const slow = await finishRun(world, runner, {
    challenge: 'todo-backend',
    segmentsMs: [9_000, 2_000, 9_000],
  })
  const quick = await finishRun(world, runner, {
    challenge: 'todo-backend',
    segmentsMs: [4_000, 5_000, 4_000],
  })
  await startRun(runner, { challenge: 'todo-backend' })
  const { comparisons } = await runner.api.run.current.query()
  expect(comparisons?.personalBest).toMatchObject({ runId: quick.id, timeMs: quick.timeMs, verified: false })
  expect(comparisons?.personalBest?.marks).toEqual(quick.milestones.map((milestone) => milestone.splitMs))
  expect(comparisons?.golds).toEqual([
    quick.milestones[0]?.segmentMs,
    slow.milestones[1]?.segmentMs,
    quick.milestones[2]?.segmentMs,
  ])
  const sum = (comparisons?.golds ?? []).reduce((total: number, gold) => total + (gold ?? 0), 0)
  expect(comparisons?.sumOfBest.timeMs).toBe(sum)
  expect(comparisons?.average.timeMs).toBe(Math.round(((slow.timeMs ?? 0) + (quick.timeMs ?? 0)) / 2))
  expect(comparisons?.record).toBeNull()
  const ofFirst = await runner.api.run.get.query({ runId: slow.id })
  expect(ofFirst.comparisons).toMatchObject({ personalBest: null, golds: [null, null, null] })
})

test('history shows others what was finished, and the runner everything', async () => {
  const runner = await createPerson(world, { username: 'edsger' })
  const first = await finishRun(world, runner)
  const { id } = await startRun(runner)
  await runner.api.run.abandon.mutate({ runId: id, key: key() })
  const own = await runner.api.run.history.query({ username: 'edsger', limit: 1 })
  expect(own.runs).toMatchObject([{ id, state: 'abandoned' }])
  expect(
    (await runner.api.run.history.query({ username: 'edsger', before: own.next ?? '' })).runs,
  ).toMatchObject([{ id: first.id, isBest: true, milestonesReached: 3 }])
  const seen = await world.visitor().api.run.history.query({ username: 'Edsger' })
  expect(seen.runs.map((run) => run.id)).toEqual([first.id])
  const stats = await world.visitor().api.run.stats.query({ username: 'edsger' })
  expect(stats.totals).toMatchObject({ started: 2, finished: 1, approved: 0 })
  expect(stats.boards).toMatchObject([
    { challenge: 'csvq', times: [{ runId: first.id, timeMs: first.timeMs }] },
  ])
  expect(stats.boards[0]?.segments).toHaveLength(3)
})

test('a run leaves for other timers', async () => {
  const runner = await createPerson(world, { username: 'donald' })
  const { id: runId } = await finishRun(world, runner)
  const lss = await runner.api.run.export.query({ runId, format: 'livesplit' })
  expect(lss.fileName).toBe('csvq-first-three-donald.lss')
  expect(lss.text).toMatch(/<Name>Pass through<\/Name>[\s\S]*<RealTime>00:00:03\.\d{7}<\/RealTime>/)
  const exchange = JSON.parse((await runner.api.run.export.query({ runId, format: 'exchange' })).text)
  expect(exchange).toMatchObject({
    _schemaVersion: 'v1.0.1',
    game: { shortname: 'csvq' },
    segments: [{ isSkipped: false }, {}, {}],
  })
})

/** Reads a run's subscription one state at a time. */
function watch(runId: string) {
  const waiting: ShownRun[] = []
  let wake = () => {}
  const subscription = world.visitor().api.run.live.subscribe(
    { runId },
    {
      onData(run) {
        waiting.push(run)
        wake()
      },
    },
  )
  return {
    async next(): Promise<ShownRun> {
      for (;;) {
        const run = waiting.shift()
        if (run !== undefined) return run
        await new Promise<void>((resolve) => {
          wake = resolve
        })
      }
    },
    end: () => subscription.unsubscribe(),
  }
}
