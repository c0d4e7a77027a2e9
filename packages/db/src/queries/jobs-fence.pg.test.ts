// The fence: what a worker says of a job counts while it holds the job, and no longer.
import { silentLog } from '@shiplap/runtime/log'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Line, openLine } from '../line.ts'
import { createTestDatabase, type TestDatabase } from '../testing.ts'
import * as jobs from './jobs.ts'
import * as acts from './jobs-acts.ts'
import { claim } from './jobs-claim.ts'
import * as limited from './jobs-claim-limited.ts'
import * as ends from './jobs-finish.ts'
import * as held from './jobs-held.ts'
import * as workers from './jobs-workers.ts'

let database: TestDatabase
let line: Line
let workerId: number
beforeAll(async () => {
  database = await createTestDatabase()
  line = await openLine({ url: database.url, application: 'fence', log: silentLog })
  workerId = await workers.register(line, { name: 'fence', pid: 1, concurrency: 1, kinds: [] })
})
afterAll(async () => {
  await line.close()
  await database.drop()
})

const version = 1
const priority = 1
let count = 0

/** A job of a kind of its own, claimed under the token that is told. */
async function aHeldJob({ uniqueKey, limitKey }: { uniqueKey?: string; limitKey?: string } = {}) {
  const kind = `kind ${++count}`
  const job = { kind, version, priority, maxAttempts: 5, wait: null }
  const payload = { n: count }
  if (uniqueKey !== undefined)
    await jobs.insertKeyed(database.db, { job, payload, limitKey: null, uniqueKey })
  else await jobs.insert(database.db, { job, payload, limitKey: limitKey ?? null })
  return { kind, ...(await claimAgain(kind, { isLimited: limitKey !== undefined })) }
}
async function claimAgain(kind: string, { isLimited = false } = {}) {
  const token = ++count
  const lane = { kind, priority, version, most: 1 }
  const claimed = isLimited
    ? (
        await limited.claimLimited(line, {
          token,
          workerId,
          lane,
          limit: { atOnce: 1, rate: null },
          after: '',
          keys: 1,
        })
      )?.claimed
    : await claim(line, { token, workerId, lanes: [{ ...lane, after: 0 }], most: 1 })
  const [at, id] = claimed?.[0] ?? []
  if (at === undefined || id === undefined) throw new Error(`no ${kind} was claimed`)
  return { at, id, token, priority }
}
type Job = Awaited<ReturnType<typeof aHeldJob>>
const stale = (job: Job): Job => ({ ...job, token: 999_999 })
const rowOf = async ({ id }: Job) =>
  (
    await database.rows<{ token: number | null; attempt: number; progress: number | null }>`
      select lock_token as token, attempt, progress from job where id = ${id}`
  )[0]
const settled = (job: Job, outcome: ends.Outcome): ends.Settled => ({
  ...job,
  outcome,
  error: outcome === 'done' ? null : { message: 'no luck', fingerprint: 'no luck' },
  waitMs: 0,
  strike: [],
})

test('who holds another token finishes nothing, wherever the row lies', async () => {
  const job = await aHeldJob()
  expect(await ends.finish(line, [stale(job)])).toBe(0)
  // The place of a row alone says nothing: after a move another job may lie there.
  expect(await ends.finish(line, [{ ...job, id: job.id + 1_000 }])).toBe(0)
  expect(await rowOf(job)).toMatchObject({ token: job.token })
  expect(await ends.finish(line, [job])).toBe(1)
  expect(await ends.finish(line, [job])).toBe(0)
  expect(await rowOf(job)).toBeUndefined()
})

test('who holds another token settles nothing, whatever it says', async () => {
  for (const outcome of ['done', 'again', 'anew', 'back', 'dead', 'cancelled'] as const) {
    const job = await aHeldJob()
    expect(await ends.settle(line, [settled(stale(job), outcome)]), outcome).toEqual([])
    expect(
      await database.db.transaction().execute((tx) => ends.settleIn(tx, settled(stale(job), outcome))),
      outcome,
    ).toBeUndefined()
    expect(await rowOf(job)).toMatchObject({ token: job.token, attempt: 1 })
    expect(await ends.settle(line, [settled(job, outcome)])).toMatchObject([{ id: job.id, outcome }])
    expect(await ends.settle(line, [settled(job, outcome)]), outcome).toEqual([])
  }
})

test('who comes back with the token of the attempt before does not end the one that runs now', async () => {
  const first = await aHeldJob()
  await ends.settle(line, [settled(first, 'anew')])
  const second = await claimAgain(first.kind)
  expect(second.id).toBe(first.id)
  expect(await ends.settle(line, [settled(first, 'done')])).toEqual([])
  expect(await ends.finish(line, [{ ...first, at: second.at }])).toBe(0)
  expect(await ends.finish(line, [second])).toBe(1)
})

test('progress is noted for who holds the job', async () => {
  const job = await aHeldJob()
  expect(await held.noteProgress(line, { ...stale(job), progress: 0.9 })).toBe(false)
  expect(await held.noteProgress(line, { ...job, progress: 0.5 })).toBe(true)
  expect(await rowOf(job)).toMatchObject({ progress: 0.5 })
})

test('a stale end leaves the unique key and what came in under it to who holds the job', async () => {
  const job = await aHeldJob({ uniqueKey: 'board 7' })
  const asked = { kind: job.kind, version, priority, maxAttempts: 5, wait: null }
  const replace = (id: number) =>
    jobs.replace(database.db, {
      id,
      job: asked,
      payload: { n: 2 },
      limitKey: null,
      uniqueKey: 'board 7',
    })
  expect(await replace(job.id + 1_000)).toBe(false)
  expect(await replace(job.id)).toBe(true)
  await ends.settle(line, [settled(stale(job), 'done')])
  const key = () =>
    database.db
      .selectFrom('jobKey')
      .select(['jobId', 'nextPayload'])
      .where('kind', '=', job.kind)
      .executeTakeFirst()
  expect(await key()).toEqual({ jobId: job.id, nextPayload: { n: 2 } })
  expect(await ends.settle(line, [settled(job, 'done')])).toMatchObject([{ hasSuccessor: true }])
  expect(await key()).toMatchObject({ nextPayload: null })
})

test('a slot of a limit is given up by the attempt that took it', async () => {
  const job = await aHeldJob({ limitKey: 'mail' })
  const slots = async () =>
    (await database.db.selectFrom('jobSlot').select('lockToken').where('kind', '=', job.kind).execute()).map(
      (slot) => slot.lockToken,
    )
  await ends.settle(line, [settled(stale(job), 'done')])
  expect(await slots()).toEqual([job.token])
  await ends.settle(line, [settled(job, 'done')])
  expect(await slots()).toEqual([])
})

test('a worker gives back what it knows nothing of, and nothing that another one holds', async () => {
  const [mine, known, others] = [await aHeldJob(), await aHeldJob(), await aHeldJob()]
  await database.rows`update job set worker_id = ${workerId + 1} where id = ${others.id}`
  const open = await database.rows<{ id: number }>`
    select id from job where worker_id = ${workerId} and id <> ${mine.id}`
  expect(await held.reconcile(line, { id: workerId, known: open.map(({ id }) => id) })).toBe(1)
  expect(await rowOf(mine)).toMatchObject({ token: null, attempt: 0 })
  for (const job of [known, others]) expect(await rowOf(job)).toMatchObject({ token: job.token, attempt: 1 })
})

test('cancelling asks whoever holds a job, and takes nothing away from them', async () => {
  const job = await aHeldJob()
  const cancel = () => database.db.transaction().execute((tx) => acts.cancel(tx, { ids: [job.id] }))
  expect(await cancel()).toEqual({ cancelled: 0, asked: 1 })
  expect(await rowOf(job)).toMatchObject({ token: job.token })
  expect(await held.askedToCancel(line, { jobs: [job] })).toEqual([job.id])
  await ends.settle(line, [settled(job, 'back')])
  expect(await cancel()).toEqual({ cancelled: 0, asked: 0 })

  const kind = `kind ${++count}`
  const waiting = { kind, version, priority, maxAttempts: 5, wait: null }
  const id = await jobs.insert(database.db, { job: waiting, payload: {}, limitKey: null })
  expect(await database.db.transaction().execute((tx) => acts.cancel(tx, { ids: [id] }))).toEqual({
    cancelled: 1,
    asked: 0,
  })
})

test('of ten claims at once of one job one gets it, and a held job is not claimed', async () => {
  const kind = `kind ${++count}`
  const job = { kind, version, priority, maxAttempts: 5, wait: null }
  await jobs.insert(database.db, { job, payload: {}, limitKey: null })
  const lines = await Promise.all(
    Array.from({ length: 10 }, () => openLine({ url: database.url, application: 'fence', log: silentLog })),
  )
  const lanes = [{ kind, priority, version, after: 0, most: 1 }]
  const batches = await Promise.all(
    lines.map((each, index) => claim(each, { token: 1_000 + index, workerId, lanes, most: 1 })),
  )
  expect(batches.flat()).toHaveLength(1)
  expect(await claim(line, { token: 1, workerId, lanes, most: 1 })).toEqual([])
  await Promise.all(lines.map((each) => each.close()))
})

test('nor is a held job claimed where a limit would allow another', async () => {
  const { kind } = await aHeldJob({ limitKey: 'mail' })
  const lane = { kind, priority, version, most: 1 }
  const limit = { atOnce: 9, rate: null }
  const order = { token: ++count, workerId, lane, limit, after: '', keys: 1 }
  expect((await limited.claimLimited(line, order))?.claimed).toEqual([])
})
