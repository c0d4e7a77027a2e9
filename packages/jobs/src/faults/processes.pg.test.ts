import { once } from 'node:events'
import { afterEach, expect, test } from 'vitest'
import { type Crew, gatherCrew } from './crew.ts'

let crew: Crew
afterEach(() => crew.dismiss())
const numbered = (most: number, ms: number) => Array.from({ length: most }, (_, n) => ({ n, ms }))

/** How often each job was begun and ended. */
function tally(traces: readonly { key: string }[]) {
  const count = (word: string) => {
    const ns = traces.filter(({ key }) => key.startsWith(`${word}:`)).map(({ key }) => key.split(':')[1])
    return { all: ns.length, jobs: new Set(ns).size }
  }
  return { begun: count('begun'), done: count('done') }
}

test('the jobs of a worker killed in the middle of them start again elsewhere within three seconds', async () => {
  crew = await gatherCrew()
  const victim = await crew.hire()
  const long = numbered(10, 60_000).map((job) => ({ ...job, againMs: 50 }))
  await crew.enqueueMany(crew.db, 'note', [...long, ...numbered(40, 50).slice(10)])
  await crew.soon(async () => expect(tally(await crew.traces()).begun.all).toBe(10))
  await crew.hire()
  const before = await crew.traces()
  const inFlight = before.filter(({ key }) => key.startsWith('begun:')).map(({ key }) => key.split(':')[1])
  const killedAt = Date.now()
  victim.child.kill('SIGKILL')
  await crew.soon(async () => expect(await crew.states()).toEqual({ open: 0, done: 40, dead: 0 }))
  const traces = await crew.traces()
  const again = traces.filter(({ key }) => key.startsWith('begun:') && key.endsWith(':2'))
  const slowestMs = Math.max(...again.map(({ at }) => at - killedAt))
  const { begun, done } = tally(traces)
  console.log('killed worker', { inFlight: inFlight.length, again: again.length, slowestMs, begun, done })
  expect(done.jobs).toBe(40)
  expect(again).toHaveLength(10)
  expect(slowestMs).toBeLessThan(3_000)
})

test('a worker frozen past its lease loses its jobs, and what it completes after it thaws does not count', async () => {
  crew = await gatherCrew()
  const frozen = await crew.hire({ leaseMs: 1_000, concurrency: 3 })
  await crew.enqueueMany(crew.db, 'note', numbered(3, 600))
  await crew.enqueueMany(crew.db, 'exact', numbered(3, 600))
  await crew.soon(async () => expect(tally(await crew.traces()).begun.all).toBeGreaterThan(0))
  frozen.child.kill('SIGSTOP')
  await crew.hire({ leaseMs: 1_000 })
  await crew.soon(async () => expect(await crew.states()).toEqual({ open: 0, done: 6, dead: 0 }))
  const ended = await crew.db
    .selectFrom('jobHistory')
    .select(['id', 'workerId', 'attempt', 'finishedAt'])
    .orderBy('id')
    .execute()
  frozen.child.kill('SIGCONT')
  await crew.soon(async () => expect(frozen.lastWords()).toContain('others gave our jobs away'))
  // It is back among the others and works.
  await crew.soon(async () =>
    expect(await crew.db.selectFrom('worker').select('id').execute()).toHaveLength(2),
  )
  await crew.enqueueMany(crew.db, 'note', [{ n: 100, ms: 0 }])
  await crew.soon(async () => expect((await crew.states()).done).toBe(7))
  const after = await crew.db
    .selectFrom('jobHistory')
    .select(['id', 'workerId', 'attempt', 'finishedAt'])
    .orderBy('id')
    .execute()
  console.log('frozen worker', {
    ended: ended.length,
    taken: ended.filter((job) => job.attempt > 1).length,
    effects: (await crew.traces('effect')).length,
  })
  expect(after.slice(0, 6)).toEqual(ended)
  expect(ended.some((job) => job.attempt > 1)).toBe(true)
  expect(await crew.traces('effect')).toHaveLength(3)
})

test('a job that kills its process is dead after its last attempt, and the others get done', async () => {
  crew = await gatherCrew()
  await crew.enqueue(crew.db, 'poison', { n: 0 })
  await crew.enqueueMany(crew.db, 'note', numbered(30, 20))
  let killed = 0
  // One worker at a time, so that whom the job kills is always the one that is waited for.
  for (let fate = 'killed'; fate === 'killed'; ) {
    // The job may kill its process before that has said it is there.
    const worker = await crew.hire().catch((error: Error) => {
      if (!error.message.includes('SIGKILL')) throw error
    })
    fate = await Promise.race([
      (worker?.ended ?? Promise.resolve()).then(() => 'killed'),
      crew.soon(async () => expect((await crew.states()).open).toBe(0)).then(() => 'done'),
    ])
    if (fate === 'killed') killed++
  }
  expect(await crew.states()).toEqual({ open: 0, done: 30, dead: 1 })
  const dead = await crew.db
    .selectFrom('jobHistory')
    .selectAll()
    .where('state', '=', 'dead')
    .executeTakeFirstOrThrow()
  console.log('poison', { killed, attempts: dead.attempt })
  expect(dead).toMatchObject({ kind: 'poison', attempt: 3, fingerprint: 'its worker was lost' })
  expect(killed).toBe(3)
})

test('SIGTERM with long jobs: nothing new is claimed, nothing is lost, no attempt is used up', async () => {
  crew = await gatherCrew()
  const leaver = await crew.hire({ concurrency: 4 })
  await crew.enqueueMany(crew.db, 'note', [
    ...numbered(2, 500),
    { n: 2, ms: 60_000 },
    ...numbered(20, 0).map(({ n }) => ({ n: n + 3, ms: 0 })),
  ])
  await crew.soon(async () => expect(tally(await crew.traces()).begun.all).toBeGreaterThanOrEqual(3))
  leaver.child.kill('SIGTERM')
  const [code] = await once(leaver.child, 'close')
  expect(code).toBe(0)
  const left = await crew.db.selectFrom('job').select(['attempt', 'lockToken', 'payload']).execute()
  expect(left.map((job) => [job.attempt, job.lockToken])).toEqual(left.map(() => [0, null]))
  expect(left.map((job) => (job.payload as { n: number }).n)).toContain(2)
  expect(await crew.db.selectFrom('worker').select('id').execute()).toEqual([])
  console.log('SIGTERM', { ...(await crew.states()) })
})

test('kills again and again: every job comes to its end, and effects in the transaction happen once', async () => {
  crew = await gatherCrew()
  await crew.enqueueMany(crew.db, 'exact', numbered(400, 8))
  await crew.enqueueMany(crew.db, 'note', numbered(100, 100))
  let kills = 0
  await crew.hire()
  for (; kills < 6; kills++) {
    const worker = await crew.hire()
    await new Promise((resolve) => setTimeout(resolve, 150 + kills * 35)) // at another point of its work each time
    worker.child.kill('SIGKILL')
  }
  await crew.soon(async () => expect(await crew.states()).toEqual({ open: 0, done: 500, dead: 0 }))
  const effects = await crew.traces('effect')
  const { begun, done } = tally(await crew.traces())
  const again = await crew.db.selectFrom('jobHistory').select('id').where('attempt', '>', 1).execute()
  console.log('kills', { kills, again: again.length, effects: effects.length, begun, done })
  expect(again.length).toBeGreaterThan(0)
  expect(effects).toHaveLength(400)
  expect(done.jobs).toBe(100)
})
