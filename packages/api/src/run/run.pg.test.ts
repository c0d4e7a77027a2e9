import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTestApi, type TestApi } from '../testing.ts'
import { atAnotherBrowser, createPerson, type TestPerson } from '../testing-people.ts'
import { finishRun, key, refusalOf, startRun } from './testing.ts'

let world: TestApi
let people = 0
const person = (): Promise<TestPerson> => createPerson(world, { username: `runner-${++people}` })
beforeAll(async () => {
  world = await createTestApi()
})
afterAll(() => world.close())

const csvq = { challenge: 'csvq', category: 'first-three', assistance: 'unassisted' } as const

describe('a run', () => {
  test('goes from arming to its finish, timed by the clock of the database', async () => {
    const { api } = await person()
    const armed = await api.run.arm.mutate({ ...csvq, stack: ['node'], key: key() })
    expect(armed).toMatchObject({ state: 'armed', seq: 0, allowedActions: ['start', 'cancel'], elapsedMs: 0 })
    const started = await api.run.start.mutate({ runId: armed.id, key: key() })
    expect(started).toMatchObject({
      state: 'running',
      nextPosition: 1,
      allowedActions: ['split', 'skipSplit', 'abandon'],
    })
    for (const position of [1, 2, 3]) {
      await world.advance(60_000)
      await api.run.split.mutate({ runId: armed.id, position, key: key(), clientMs: position * 60_000 })
    }
    const { run, events, standing } = await api.run.get.query({ runId: armed.id })
    expect(run.state).toBe('finished')
    expect(run.timeMs).toBeGreaterThanOrEqual(180_000)
    expect(run.timeMs).toBeLessThan(190_000)
    expect(run.milestones.map((milestone) => milestone.splitMs)).toEqual([
      expect.any(Number),
      expect.any(Number),
      run.timeMs,
    ])
    expect(events.map((event) => [event.kind, event.clientMs])).toEqual([
      ['started', null],
      ['split', 60_000],
      ['split', 120_000],
      ['split', 180_000],
    ])
    expect(standing).toMatchObject({ official: null, provisional: { rank: 1, obsolete: false } })
  })

  test('goes on at another browser, after this one is gone', async () => {
    const runner = await person()
    const { id } = await startRun(runner)
    const elsewhere = await atAnotherBrowser(world, runner)
    const { run } = await elsewhere.api.run.current.query()
    expect(run).toMatchObject({ id, state: 'running' })
    await world.advance(2_000)
    expect(await elsewhere.api.run.split.mutate({ runId: id, position: 1, key: key() })).toMatchObject({
      nextPosition: 2,
    })
    expect((await runner.api.run.current.query()).run).toMatchObject({ nextPosition: 2 })
  })

  test('does not count its pauses where the category allows them', async () => {
    const { api } = await person()
    const run = await startRun({ api }, { challenge: 'realworld-api', category: 'all-milestones' })
    await world.advance(5_000)
    await api.run.pause.mutate({ runId: run.id, key: key() })
    await world.advance(3_600_000)
    const paused = (await api.run.current.query()).run
    expect(paused?.elapsedMs).toBeLessThan(6_000)
    expect(await refusalOf(api.run.split.mutate({ runId: run.id, position: 1, key: key() }))).toBe(
      'run.paused',
    )
    await api.run.resume.mutate({ runId: run.id, key: key() })
    await world.advance(5_000)
    const split = await api.run.split.mutate({ runId: run.id, position: 1, key: key() })
    expect(split.milestones[0]?.splitMs).toBeGreaterThanOrEqual(10_000)
    expect(split.milestones[0]?.splitMs).toBeLessThan(12_000)
  })

  test('takes a split back, and skips one', async () => {
    const { api } = await person()
    const { id: runId } = await startRun({ api })
    await world.advance(2_000)
    await api.run.split.mutate({ runId, position: 1, key: key() })
    expect(await api.run.undoSplit.mutate({ runId, key: key() })).toMatchObject({ nextPosition: 1 })
    await world.advance(2_000)
    const skipped = await api.run.skipSplit.mutate({ runId, position: 1, key: key() })
    expect(skipped.milestones[0]).toMatchObject({ skipped: true, splitMs: null })
    await world.advance(2_000)
    const after = await api.run.split.mutate({ runId, position: 2, key: key() })
    expect(after.milestones[1]).toMatchObject({ segmentMs: null, splitMs: expect.any(Number) })
  })

  test('can have its finish undone for a minute, and leaves the board until it is finished again', async () => {
    const runner = await person()
    const finished = await finishRun(world, runner)
    const undone = await runner.api.run.undoFinish.mutate({ runId: finished.id, key: key() })
    expect(undone).toMatchObject({ state: 'running', timeMs: null, nextPosition: 3 })
    expect((await runner.api.run.get.query({ runId: finished.id })).standing.provisional).toBeNull()
    await world.advance(1_000)
    await runner.api.run.split.mutate({ runId: finished.id, position: 3, key: key() })
    expect((await runner.api.run.get.query({ runId: finished.id })).standing.provisional).toMatchObject({
      obsolete: false,
    })
    await world.advance(60_001)
    expect(await refusalOf(runner.api.run.undoFinish.mutate({ runId: finished.id, key: key() }))).toBe(
      'run.undo-too-late',
    )
  })
})

describe('it is refused', () => {
  test('to split out of order, twice within a second, or to finish in five seconds', async () => {
    const { api } = await person()
    const { id: runId } = await startRun({ api })
    const split = (position: number) => api.run.split.mutate({ runId, position, key: key() })
    expect(await refusalOf(split(2))).toBe('run.out-of-order')
    await split(1)
    await expect(split(2)).rejects.toMatchObject({
      data: { reason: 'run.too-soon', details: { retryAfterMs: expect.any(Number) } },
    })
    await world.advance(1_000)
    await split(2)
    await world.advance(1_000)
    expect(await refusalOf(split(3))).toBe('run.too-fast')
  })

  test('to act on the run of somebody else, as if it were not there', async () => {
    const { id: runId } = await startRun(await person())
    const stranger = await person()
    expect(await refusalOf(stranger.api.run.split.mutate({ runId, position: 1, key: key() }))).toBe(
      'run.not-found',
    )
    expect(await refusalOf(stranger.api.run.cancel.mutate({ runId }))).toBe('run.not-found')
    expect(await refusalOf(world.visitor().api.run.start.mutate({ runId, key: key() }))).toBe(
      'account.signed-out',
    )
  })

  test('to look at an armed run of somebody else', async () => {
    const runner = await person()
    const { id: runId } = await runner.api.run.arm.mutate({ ...csvq, key: key() })
    expect(await refusalOf(world.visitor().api.run.get.query({ runId }))).toBe('run.not-found')
    expect(await runner.api.run.cancel.mutate({ runId })).toEqual({ cancelled: true })
    expect(await runner.api.run.cancel.mutate({ runId })).toEqual({ cancelled: true })
    expect((await runner.api.run.current.query()).run).toBeNull()
  })

  test('by the database to change what happened', async () => {
    const { id } = await startRun(await person())
    const { db } = world.database
    await expect(
      db.updateTable('runEvent').set({ elapsedMs: 1 }).where('runId', '=', id).execute(),
    ).rejects.toThrow('append-only')
    await expect(db.deleteFrom('runEvent').where('runId', '=', id).execute()).rejects.toThrow('append-only')
  })

  test('by the database to change a published challenge', async () => {
    const { db } = world.database
    await expect(db.updateTable('milestone').set({ title: 'Easier' }).execute()).rejects.toThrow(
      'never change',
    )
    await expect(db.updateTable('challengeVersion').set({ title: 'Easier' }).execute()).rejects.toThrow(
      'never changes',
    )
  })

  test('to put in what is not a run', async () => {
    const { api } = await person()
    const bad = [
      { challenge: '../x' },
      { stack: ['Node JS'] },
      { stack: ['go', 'go'] },
      { assistance: 'robot' },
      { key: 'x' },
      { more: 1 },
    ]
    for (const part of bad)
      expect(await refusalOf(api.run.arm.mutate({ ...csvq, stack: [], key: key(), ...part } as never))).toBe(
        'request.invalid',
      )
    expect(await refusalOf(api.run.arm.mutate({ ...csvq, category: 'nothing', key: key() }))).toBe(
      'category.not-found',
    )
  })
})

test('a runner who goes takes everything of theirs along, and the board stays in step', async () => {
  const runner = await person()
  const { id: runId } = await finishRun(world, runner, { challenge: 'md2html' })
  await world.database.db.deleteFrom('account').where('id', '=', runner.id).execute()
  expect(await refusalOf(world.visitor().api.run.get.query({ runId }))).toBe('run.not-found')
  const page = await world
    .visitor()
    .api.board.page.query({ challenge: 'md2html', category: 'first-three', standing: 'provisional' })
  expect([page.runners, page.entries]).toEqual([0, []])
})
