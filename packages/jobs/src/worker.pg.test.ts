import { expect, test } from 'vitest'
import { z } from 'zod'
import { Hopeless } from './handler.ts'
import { defineKind } from './kind.ts'
import { counted, queueOfEachTest, soon } from './testing.ts'

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

const open = queueOfEachTest(kinds)

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
