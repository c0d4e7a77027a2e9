import { openLine } from '@shiplap/db/line'
import { silentLog } from '@shiplap/runtime/log'
import { afterEach, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { flushMost } from './finisher.ts'
import { Hopeless } from './handler.ts'
import { defineKind } from './kind.ts'
import { createTestQueue, type TestQueue } from './testing.ts'

const number = z.strictObject({ n: z.number() })
const kinds = {
  count: defineKind({ payload: number, maxAttempts: 3, backoffMs: 20 }),
  slow: defineKind({ payload: number, timeLimitMs: 100, maxAttempts: 1 }),
  narrow: defineKind({ payload: number, concurrency: 2 }),
  stranger: defineKind({ payload: number }),
  secretive: defineKind({ payload: z.strictObject({ to: z.string(), code: z.string() }), secret: ['code'] }),
  grown: defineKind({
    payload: z.strictObject({ words: z.array(z.string()) }),
    version: 2,
    upgrade: { 1: (older) => ({ words: [(older as { word: string }).word] }) },
  }),
}

let queue: TestQueue<typeof kinds> | undefined
const open = async () => {
  queue = await createTestQueue(kinds)
  return queue
}
afterEach(() => queue?.close())
const counted = (most: number) => Array.from({ length: most }, (_, n) => ({ n }))
const soon = (look: () => Promise<void> | void) => vi.waitFor(look, { timeout: 10_000, interval: 20 })

test('every job runs once, whichever of two workers takes it', async () => {
  const { db, enqueueMany, work, states } = await open()
  await enqueueMany(db, 'count', counted(2_000))
  const seen: number[] = []
  const byWorker = [0, 0]
  for (const index of [0, 1])
    await work({
      count({ payload }) {
        seen.push(payload.n)
        byWorker[index] = (byWorker[index] ?? 0) + 1
      },
    })
  await soon(async () => expect(await states()).toEqual({ done: 2_000 }))
  expect(seen.toSorted((a, b) => a - b)).toEqual(counted(2_000).map(({ n }) => n))
})

test('a worker never waits for the poll while there is work, however slowly ends are stored', async () => {
  const { db, enqueueMany, work, states } = await open()
  await enqueueMany(db, 'count', counted(20_000))
  await work({ count() {} }, { pollMs: 600_000 })
  await soon(async () => expect((await states()).done).toBe(20_000))
})

test('no more than two flushes of jobs would run twice, should the worker die while its ends are not stored', async () => {
  const { db, database, enqueueMany, work, states } = await open()
  await enqueueMany(db, 'count', counted(5_000))
  let ended = 0
  // While somebody holds the history, no end can be written into it.
  const line = await openLine({ url: database.url, application: 'test', log: silentLog })
  await line.query({ name: 'begin', text: 'begin' }, [])
  await line.query({ name: 'hold', text: 'lock table job_history in share mode' }, [])
  await work({ count: () => void ended++ })
  let before = 0
  await soon(() => {
    const hasStopped = ended > 0 && ended === before
    before = ended
    expect(hasStopped).toBe(true)
  })
  expect(ended).toBeLessThanOrEqual(2 * flushMost + 10)
  await line.close()
  await soon(async () => expect(await states()).toEqual({ done: 5_000 }))
  expect(ended).toBe(5_000)
})

test('a job that has ended before its claim is over is no reason to claim again', async () => {
  const { db, database, enqueue, work, states } = await open()
  const worker = await work({ count() {} }, { pollMs: 600_000 })
  await soon(async () => expect(await database.rows`select from worker`).toHaveLength(1))
  for (let n = 1; n <= 10; n++) {
    await enqueue(db, 'count', { n })
    await soon(async () => expect(await states()).toEqual({ done: n }))
  }
  await worker.drain(1_000)
  // PostgreSQL counts what a connection has read when that ends.
  const lines = () => database.rows`select from pg_stat_activity where application_name like 'worker %'`
  await soon(async () => expect(await lines()).toHaveLength(0))
  const [searched] = await database.rows<{ times: number }>`
    select idx_scan as times from pg_stat_user_indexes where indexrelname = 'job_pkey'`
  // A search for each of the three priorities; one claim when the worker comes, and one for each job.
  expect(searched?.times).toBeLessThanOrEqual(3 * 11)
})

test('a job that fails is tried again after a while, and is dead after the last try, with every error kept', async () => {
  const { db, enqueue, work, states } = await open()
  const attempts: number[] = []
  await work({
    count({ attempt }) {
      attempts.push(attempt)
      throw new Error(`no luck at ${attempt}`)
    },
  })
  await enqueue(db, 'count', { n: 1 })
  await soon(async () => expect(await states()).toEqual({ dead: 1 }))
  expect(attempts).toEqual([1, 2, 3])
  const dead = await db.selectFrom('jobHistory').selectAll().executeTakeFirstOrThrow()
  expect(dead.fingerprint).toBe('Error: no luck at <n>')
  expect(dead.errors).toMatchObject(
    [1, 2, 3].map((attempt) => ({ attempt, message: `Error: no luck at ${attempt}` })),
  )
})

test('a handler may say that no further try can help', async () => {
  const { db, enqueue, work, states } = await open()
  await work({
    count() {
      throw new Hopeless('the account is gone')
    },
  })
  await enqueue(db, 'count', { n: 1 })
  await soon(async () => expect(await states()).toEqual({ dead: 1 }))
})

test('a job that takes too long is aborted and fails', async () => {
  const { db, enqueue, work, states } = await open()
  let reason: unknown
  await work({
    slow: ({ signal }) =>
      new Promise((_, reject) =>
        signal.addEventListener('abort', () => {
          reason = signal.reason
          reject(signal.reason)
        }),
      ),
  })
  await enqueue(db, 'slow', { n: 1 })
  await soon(async () => expect(await states()).toEqual({ dead: 1 }))
  expect(String(reason)).toContain('time limit')
})

test('kinds without a handler, paused kinds and payloads of a newer version are left alone', async () => {
  const { db, enqueue, work, states } = await open()
  await db.insertInto('jobPause').values({ kind: 'narrow' }).execute()
  await enqueue(db, 'stranger', { n: 1 })
  await enqueue(db, 'narrow', { n: 1 })
  const newer = await enqueue(db, 'count', { n: 1 })
  await db.updateTable('job').set({ version: 2 }).where('id', '=', newer).execute()
  const ran: number[] = []
  await work({ count: ({ payload }) => ran.push(payload.n), narrow: ({ payload }) => ran.push(payload.n) })
  await enqueue(db, 'count', { n: 2 })
  await soon(async () => expect(await states()).toEqual({ ready: 3, done: 1 }))
  expect(ran).toEqual([2])
  await db.deleteFrom('jobPause').execute()
  await soon(async () => expect(await states()).toEqual({ ready: 2, done: 2 }))
})

test('a payload of an older version is brought up to date before it runs', async () => {
  const { db, enqueue, work, states } = await open()
  const id = await enqueue(db, 'grown', { words: [] })
  await db.updateTable('job').set({ version: 1, payload: '{"word":"ahoy"}' }).where('id', '=', id).execute()
  const seen: unknown[] = []
  await work({ grown: ({ payload }) => seen.push(payload) })
  await soon(async () => expect(await states()).toEqual({ done: 1 }))
  expect(seen).toEqual([{ words: ['ahoy'] }])
})

test('no more of a kind run at once than it allows, and others are not held up', async () => {
  const { db, enqueueMany, enqueue, work, states } = await open()
  let now = 0
  let most = 0
  const gate = Promise.withResolvers<void>()
  const other = Promise.withResolvers<void>()
  await enqueueMany(db, 'narrow', counted(20))
  await work({
    async narrow() {
      most = Math.max(most, ++now)
      await gate.promise
      now--
    },
    count: () => other.resolve(),
  })
  await enqueue(db, 'count', { n: 1 })
  await other.promise
  gate.resolve()
  await soon(async () => expect(await states()).toEqual({ done: 21 }))
  expect(most).toBe(2)
})

test('urgent jobs go before normal ones, and low ones are not starved', async () => {
  const { db, enqueueMany, work, states } = await open()
  await enqueueMany(db, 'count', counted(3), { priority: 'low' })
  await enqueueMany(db, 'count', counted(300), { priority: 'normal' })
  await enqueueMany(db, 'count', counted(3), { priority: 'urgent' })
  const order: number[] = []
  const rank = new Map(
    (await db.selectFrom('job').select(['id', 'priority']).execute()).map((job) => [job.id, job.priority]),
  )
  await work(
    {
      async count({ id }) {
        order.push(rank.get(id) ?? -1)
        await new Promise((resolve) => setTimeout(resolve, 5))
      },
    },
    { concurrency: 1 },
  )
  await soon(async () => expect(await states()).toEqual({ done: 306 }))
  expect(order.slice(0, 3)).toEqual([0, 0, 0])
  expect(order.indexOf(2)).toBeLessThan(250)
})

test('a job of the future runs when its time has come by the clock of the database', async () => {
  const { db, database, enqueue, work, states } = await open()
  await work({ count() {} })
  await enqueue(db, 'count', { n: 1 }, { delayMs: 3_600_000 })
  await enqueue(db, 'count', { n: 2 })
  await soon(async () => expect(await states()).toEqual({ scheduled: 1, done: 1 }))
  await database.advance(3_600_000)
  await soon(async () => expect(await states()).toEqual({ done: 2 }))
})

test('history forgets the secret fields of a payload, but for a dead job, which may be tried again', async () => {
  const { db, enqueue, work, states } = await open()
  await work({
    secretive({ payload }) {
      if (payload.to === 'bob') throw new Hopeless('no such person')
    },
  })
  await enqueue(db, 'secretive', { to: 'ada', code: '123456' })
  await enqueue(db, 'secretive', { to: 'bob', code: '654321' })
  await soon(async () => expect(await states()).toEqual({ done: 1, dead: 1 }))
  const kept = await db.selectFrom('jobHistory').select('payload').orderBy('id').execute()
  expect(kept.map((job) => job.payload)).toEqual([{ to: 'ada' }, { to: 'bob', code: '654321' }])
})

test('what a running job reports of its progress can be seen, and it still completes', async () => {
  const { db, enqueue, work, states } = await open()
  const gate = Promise.withResolvers<void>()
  await work({
    async count({ progress }) {
      await progress(0.5)
      await gate.promise
    },
  })
  await enqueue(db, 'count', { n: 1 })
  await soon(async () =>
    expect((await db.selectFrom('job').select('progress').executeTakeFirst())?.progress).toBe(0.5),
  )
  gate.resolve()
  await soon(async () => expect(await states()).toEqual({ done: 1 }))
})

test('a worker that is told to leave hands back what it has not finished, and the attempt does not count', async () => {
  const { db, enqueueMany, work, states } = await open()
  await enqueueMany(db, 'count', counted(40))
  const first = await work({
    count: ({ signal }) => new Promise((_, reject) => signal.addEventListener('abort', reject)),
  })
  await soon(async () => expect((await states()).running).toBeGreaterThan(0))
  await first.drain(0)
  expect(await states()).toEqual({ ready: 40 })
  const attempts = await db.selectFrom('job').select(['attempt', 'errors']).distinctOn('attempt').execute()
  expect(attempts).toEqual([{ attempt: 0, errors: null }])
  await work({ count() {} })
  await soon(async () => expect(await states()).toEqual({ done: 40 }))
})

test('what waits behind long jobs is not taken and handed back again and again', async () => {
  const { db, database, enqueueMany, work } = await open()
  let returned = 0
  const onNotification = () => void returned++
  const line = await openLine({ url: database.url, application: 'test', log: silentLog, onNotification })
  await line.query({ name: 'listen', text: 'listen job_returned' }, [])
  await enqueueMany(db, 'count', counted(5))
  const end = Promise.withResolvers<void>()
  await work({ count: () => end.promise }, { concurrency: 2, leaseMs: 2_500 })
  const seen = async () => (await db.selectFrom('worker').select('seenAt').executeTakeFirstOrThrow()).seenAt
  // Two heartbeats are four times as long as something may wait for a slot.
  for (let beats = 0, last = await seen(); beats < 3; beats++)
    await soon(async () => {
      const now = await seen()
      expect(now).not.toEqual(last)
      last = now
    })
  expect(returned).toBeLessThanOrEqual(1)
  end.resolve()
  await line.close()
})

test('slow jobs are shared fairly: no worker hoards what another could do now', async () => {
  const { db, enqueueMany, work, states } = await open()
  await enqueueMany(db, 'count', counted(60))
  const byWorker = [0, 0]
  for (const index of [0, 1])
    await work(
      {
        async count() {
          byWorker[index] = (byWorker[index] ?? 0) + 1
          await new Promise((resolve) => setTimeout(resolve, 60))
        },
      },
      { concurrency: 5 },
    )
  await soon(async () => expect(await states()).toEqual({ done: 60 }))
  expect(Math.max(...byWorker)).toBeLessThanOrEqual(36)
})
