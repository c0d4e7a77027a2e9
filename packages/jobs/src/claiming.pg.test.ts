import { openLine } from '@shiplap/db/line'
import { silentLog } from '@shiplap/runtime/log'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { flushMost } from './finisher.ts'
import { defineKind } from './kind.ts'
import { counted, queueOfEachTest, soon } from './testing.ts'

const number = z.strictObject({ n: z.number() })
const kinds = {
  count: defineKind({ payload: number }),
  narrow: defineKind({ payload: number, concurrency: 2 }),
}

const open = queueOfEachTest(kinds)

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
  const lines = () =>
    database.rows`
      select from pg_stat_activity where datname = current_database() and application_name like 'worker %'`
  await soon(async () => expect(await lines()).toHaveLength(0))
  const [searched] = await database.rows<{ times: number }>`
    select idx_scan as times from pg_stat_user_indexes where indexrelname = 'job_pkey'`
  // A search for each of the three priorities; one claim when the worker comes, and one for each job.
  expect(searched?.times).toBeLessThanOrEqual(3 * 11)
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

test('a job that comes late under an old number is not left behind younger ones, however busy other kinds are', async () => {
  const { db, enqueue, enqueueMany, work } = await open()
  // Its number is taken now, and nobody sees it before the transaction ends; so comes back what a lost worker held.
  const late = await db.startTransaction().execute()
  await enqueue(late, 'narrow', { n: -1 })
  await enqueueMany(db, 'narrow', counted(60))
  const order: number[] = []
  await work({
    async narrow({ payload }) {
      order.push(payload.n)
      await new Promise((resolve) => setTimeout(resolve, 300))
    },
    count() {},
  })
  let isOver = false
  const others = Array.from({ length: 4 }, async () => {
    while (!isOver) await enqueue(db, 'count', { n: 0 })
  })
  await soon(() => expect(order.length).toBeGreaterThan(4))
  await late.commit().execute()
  const younger = order.length
  await soon(() => expect(order).toContain(-1))
  isOver = true
  await Promise.all(others)
  expect(order.indexOf(-1) - younger).toBeLessThan(20)
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
