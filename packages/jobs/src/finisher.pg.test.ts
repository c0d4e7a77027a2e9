import { expect, test } from 'vitest'
import { z } from 'zod'
import { defineKind } from './kind.ts'
import { counted, queueOfEachTest, soon } from './testing.ts'
import { holdUpEnds } from './testing-ends.ts'

const payload = z.strictObject({ n: z.number() })
const open = queueOfEachTest({
  plain: defineKind({ payload, backoffMs: 1 }),
  secret: defineKind({ payload: z.strictObject({ code: z.string() }), secret: ['code'] }),
})
/** Nothing here may depend on a look that comes by itself. */
const withoutPoll = { pollMs: 600_000 }

test('the ends of jobs are told once the database can take them, though the connection broke meanwhile', async () => {
  const { db, database, enqueue, enqueueMany, work, states } = await open()
  const ends = await holdUpEnds(database)
  const ran: number[] = []
  const handlers = {
    plain({ payload: { n } }: { payload: { n: number } }) {
      ran.push(n)
      if (n < 0) throw new Error('no luck')
    },
  }
  await work(handlers, withoutPoll)
  await enqueueMany(db, 'plain', [{ n: 1 }, { n: -1 }])
  await soon(async () => expect(await ends.isAwaited()).toBe(true))
  await ends.breakConnection()
  await enqueue(db, 'plain', { n: 2 })
  await soon(() => expect(ran).toEqual([1, -1, 2]))
  // Nothing comes any more that they could go with.
  await soon(async () => expect(await ends.isAwaited()).toBe(true))
  await ends.breakConnection()
  await ends.letGo()
  await soon(async () => expect(await states()).toEqual({ done: 2, retrying: 1 }))
  expect(ran).toEqual([1, -1, 2])
})

test('a worker leaves when the database knows every end, however many wait to be stored', async () => {
  const { db, database, enqueueMany, work, states } = await open()
  const ends = await holdUpEnds(database)
  const ran = new Set<number>()
  let runs = 0
  const handlers = {
    plain({ payload: { n } }: { payload: { n: number } }) {
      runs++
      ran.add(n)
      // Some ends are of another sort, and go by another statement.
      if (n % 10 === 0) throw new Error('no luck')
    },
  }
  const worker = await work(handlers, withoutPoll)
  await enqueueMany(
    db,
    'plain',
    Array.from({ length: 450 }, (_, n) => ({ n })),
  )
  await soon(() => expect(ran.size).toBe(450))
  const leaving = worker.drain(1_000)
  let hasLeft = false
  void leaving.then(() => {
    hasLeft = true
  })
  await soon(async () => expect(await ends.isAwaited()).toBe(true))
  expect(hasLeft).toBe(false)
  await ends.letGo()
  await leaving
  expect(runs).toBe(450)
  expect(await states()).toEqual({ done: 405, retrying: 45 })
})

test('a job whose row was moved while it ran is done all the same', async () => {
  const { db, database, enqueue, work, states } = await open()
  await work(
    {
      async plain({ id }) {
        await database.rows`update job set progress = 0.5 where id = ${id}`
      },
    },
    withoutPoll,
  )
  await enqueue(db, 'plain', { n: 1 })
  await soon(async () => expect(await states()).toEqual({ done: 1 }))
})

test('a job that told how far it was is done all the same', async () => {
  const { db, enqueue, work, states } = await open()
  await work({ plain: ({ progress }) => progress(0.5) }, withoutPoll)
  await enqueue(db, 'plain', { n: 1 })
  await soon(async () => expect(await states()).toEqual({ done: 1 }))
})

test('where jobs stopped beginning since too many ends waited, they go on once those are stored', async () => {
  const { db, database, enqueueMany, work, states } = await open()
  const ends = await holdUpEnds(database)
  await work({ plain() {} }, withoutPoll)
  await enqueueMany(db, 'plain', counted(1_500))
  await soon(async () => expect(await ends.isAwaited()).toBe(true))
  await ends.letGo()
  await soon(async () => expect(await states()).toEqual({ done: 1_500 }))
})

test('who lost a job while it ran ends nothing of it, and goes on with others', async () => {
  const { db, database, enqueue, work, states } = await open()
  const gate = Promise.withResolvers<void>()
  const begun = Promise.withResolvers<void>()
  const worker = await work(
    {
      async plain({ id, payload: { n } }) {
        if (n > 0) return
        await database.rows`update job set lock_token = lock_token + 1 where id = ${id}`
        begun.resolve()
        await gate.promise
      },
    },
    withoutPoll,
  )
  await enqueue(db, 'plain', { n: 0 })
  await begun.promise
  gate.resolve()
  await enqueue(db, 'plain', { n: 1 })
  await soon(async () => expect(await states()).toEqual({ running: 1, done: 1 }))
  await worker.drain(1_000)
  expect(await states()).toEqual({ running: 1, done: 1 })
})

test('what a leaving worker hands back another one runs at once', async () => {
  const { db, enqueue, work, states } = await open()
  const begun = Promise.withResolvers<void>()
  const first = await work(
    {
      plain: ({ signal }) => {
        begun.resolve()
        return new Promise((_, reject) => signal.addEventListener('abort', reject))
      },
    },
    withoutPoll,
  )
  await enqueue(db, 'plain', { n: 1 })
  await begun.promise
  await work({ plain() {} }, withoutPoll)
  await first.drain(0)
  await soon(async () => expect(await states()).toEqual({ done: 1 }))
})

test('the secret fields of a payload are struck out however many ends are stored at once', async () => {
  const { db, database, enqueue, enqueueMany, work, states } = await open()
  const ends = await holdUpEnds(database)
  await work({ plain() {}, secret() {} }, withoutPoll)
  await enqueueMany(db, 'plain', [{ n: 1 }, { n: 2 }])
  await enqueue(db, 'secret', { code: '123456' })
  await soon(async () => expect(await ends.isAwaited()).toBe(true))
  await ends.letGo()
  await soon(async () => expect(await states()).toEqual({ done: 3 }))
  const kept = await db.selectFrom('jobHistory').select('payload').where('kind', '=', 'secret').execute()
  expect(kept).toEqual([{ payload: {} }])
})
