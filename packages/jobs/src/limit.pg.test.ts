import { openLine } from '@shiplap/db/line'
import { claimLimited } from '@shiplap/db/queries/jobs-claim-limited'
import { silentLog } from '@shiplap/runtime/log'
import { afterEach, expect, test } from 'vitest'
import { z } from 'zod'
import { makeEnqueue } from './enqueuer.ts'
import { defineKind } from './kind.ts'
import { createTestQueue, soon, type TestQueue } from './testing.ts'

const payload = z.strictObject({ key: z.string() })
const key = (job: { readonly key: string }) => job.key
const kinds = {
  single: defineKind({ payload, limit: { key, atOnce: 1 } }),
  paced: defineKind({ payload, limit: { key, rate: { jobs: 3, perMs: 300 } } }),
}
let queue: TestQueue<typeof kinds>
afterEach(() => queue.close())
const many = (name: string, most: number) => Array.from({ length: most }, () => ({ key: name }))

test('of one key no more run at once than the kind allows, in all workers together, and keys take turns', async () => {
  queue = await createTestQueue(kinds)
  const { db, enqueueMany, work, states } = queue
  for (const name of ['ada', 'bob', 'cyd', 'dan']) await enqueueMany(db, 'single', many(name, 6))
  // Paused until both workers are there: one alone is soon done with all of them.
  await db.insertInto('jobPause').values({ kind: 'single' }).execute()
  const running = new Map<string, number>()
  const order: string[] = []
  let most = 0
  let mostAtOnce = 0
  const add = (name: string, by: number) => {
    running.set(name, (running.get(name) ?? 0) + by)
    most = Math.max(most, running.get(name) ?? 0)
    mostAtOnce = Math.max(mostAtOnce, [...running.values()].filter((count) => count > 0).length)
  }
  const single = async (job: { readonly payload: { readonly key: string } }) => {
    add(job.payload.key, 1)
    order.push(job.payload.key)
    await new Promise((resolve) => setTimeout(resolve, 10))
    add(job.payload.key, -1)
  }
  await work({ single }, { concurrency: 1 })
  await work({ single }, { concurrency: 1 })
  await db.deleteFrom('jobPause').execute()
  await soon(async () => expect(await states()).toEqual({ done: 24 }))
  expect(most).toBe(1)
  expect(mostAtOnce).toBe(2)
  expect(new Set(order.slice(0, 8)).size).toBe(4)
  expect(await db.selectFrom('jobSlot').selectAll().execute()).toEqual([])
})

test('of one key no more begin in a while than the kind allows, and no other key waits for it', async () => {
  queue = await createTestQueue(kinds)
  const { db, enqueueMany, work, states } = queue
  await enqueueMany(db, 'paced', many('ada', 9))
  await enqueueMany(db, 'paced', many('bob', 3))
  // Nobody polls: a worker knows by itself when the next of a key may begin.
  await work({ paced() {} }, { pollMs: 600_000 })
  await work({ paced() {} }, { pollMs: 600_000 })
  await soon(async () => expect(await states()).toEqual({ done: 12 }))
  const begun = async (name: string) =>
    (
      await db
        .selectFrom('jobHistory')
        .select('startedAt')
        .where('limitKey', '=', name)
        .orderBy('startedAt')
        .execute()
    ).map((job) => job.startedAt?.getTime() ?? 0)
  const ada = await begun('ada')
  for (const [index, at] of ada.slice(3).entries()) expect(at - (ada[index] ?? 0)).toBeGreaterThanOrEqual(299)
  expect((await begun('bob')).every((at) => at < (ada[3] ?? 0))).toBe(true)
})

test('jobs of an older release, in which their kind had no limit, run under the limit that it has now', async () => {
  queue = await createTestQueue(kinds)
  const { db, work, states } = queue
  const older = makeEnqueue({ single: defineKind({ payload }) })
  await older.enqueueMany(db, 'single', many('ada', 5))
  let running = 0
  let most = 0
  async function single() {
    most = Math.max(most, ++running)
    await new Promise((resolve) => setTimeout(resolve, 10))
    running--
  }
  await work({ single })
  await soon(async () => expect(await states()).toEqual({ done: 5 }))
  expect(most).toBe(1)
})

test('a claim looks at what it takes, whatever waits behind a key that is busy', async () => {
  queue = await createTestQueue(kinds)
  const { db, database, enqueueMany } = queue
  const line = await openLine({ url: database.url, application: 'test', log: silentLog })
  const lane = { kind: 'single', priority: 1, version: 1, most: 10 }
  const order = { workerId: 1, lane, limit: { atOnce: 1, rate: null }, after: '', keys: 100 }
  const ask = <Row>(text: string) => line.query<Row>({ name: text.slice(0, 20), text }, [])
  async function readRows(): Promise<number> {
    await ask('begin')
    const claimed = (await claimLimited(line, { ...order, token: 2 }))?.claimed
    expect(claimed).toHaveLength(5)
    const [read] = await ask<{ count: number }>(
      `select idx_tup_fetch + seq_tup_read as count from pg_stat_xact_user_tables where relname = 'job'`,
    )
    await ask('rollback')
    return read?.count ?? Number.NaN
  }
  await enqueueMany(db, 'single', many('busy', 10))
  expect((await claimLimited(line, { ...order, token: 1 }))?.claimed).toHaveLength(1)
  for (const name of ['a', 'b', 'c', 'd', 'e']) await enqueueMany(db, 'single', many(name, 2))
  const few = await readRows()
  await enqueueMany(db, 'single', many('busy', 20_000))
  // Twenty thousand more behind the busy key; a few rows are met again that the first look left behind.
  expect(await readRows()).toBeLessThan(2 * few)
  await line.close()
})
