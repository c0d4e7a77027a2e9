import { openLine } from '@shiplap/db/line'
import { silentLog } from '@shiplap/runtime/log'
import { afterEach, expect, test } from 'vitest'
import { z } from 'zod'
import { defineKind } from './kind.ts'
import { createTestQueue, soon, type TestQueue } from './testing.ts'

const payload = z.strictObject({ n: z.number() })
const kinds = {
  plain: defineKind({ payload, backoffMs: 1 }),
  keyed: defineKind({ payload, onClash: 'replace' }),
  single: defineKind({ payload, limit: { key: () => 'all', atOnce: 1 } }),
  secret: defineKind({ payload: z.strictObject({ code: z.string() }), secret: ['code'] }),
}
let queue: TestQueue<typeof kinds>
const open = async () => {
  queue = await createTestQueue(kinds)
  return queue
}
afterEach(() => queue.close())
/** Nothing here may depend on a look that comes by itself. */
const withoutPoll = { pollMs: 600_000 }

/** Keeps ends of jobs from being stored until they are let go; `isAwaited` tells whether one is held up. */
async function holdUpEnds() {
  const line = await openLine({ url: queue.database.url, application: 'test', log: silentLog })
  const ask = (text: string) => line.query({ name: text, text }, [])
  await ask('begin')
  await ask('lock table job_history in share mode')
  return {
    async letGo() {
      await ask('commit')
      await line.close()
    },
    isAwaited: async () =>
      (
        await queue.database.rows`
          select from pg_stat_activity where wait_event_type = 'Lock' and application_name like 'worker % ends'`
      ).length === 1,
  }
}

test('the ends of jobs are told once the database can take them, though the connection broke meanwhile', async () => {
  const { db, database, enqueue, enqueueMany, work, states } = await open()
  const ends = await holdUpEnds()
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
  await database.rows`
    select pg_terminate_backend(pid) from pg_stat_activity where application_name like 'worker % ends'`
  await enqueue(db, 'plain', { n: 2 })
  await soon(() => expect(ran).toEqual([1, -1, 2]))
  await ends.letGo()
  await soon(async () => expect(await states()).toEqual({ done: 2, retrying: 1 }))
  expect(ran).toEqual([1, -1, 2])
})

test('a worker leaves when the database knows every end, however many wait to be stored', async () => {
  const { db, enqueueMany, work, states } = await open()
  const ends = await holdUpEnds()
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

test('what came in under the unique key of a running job runs as soon as that has ended', async () => {
  const { db, enqueue, work, states } = await open()
  const begun = Promise.withResolvers<void>()
  const gate = Promise.withResolvers<void>()
  const ran: number[] = []
  await work(
    {
      async keyed({ payload: { n } }) {
        ran.push(n)
        begun.resolve()
        await gate.promise
      },
    },
    withoutPoll,
  )
  await enqueue(db, 'keyed', { n: 1 }, { uniqueKey: 'board 7' })
  await begun.promise
  await enqueue(db, 'keyed', { n: 2 }, { uniqueKey: 'board 7' })
  gate.resolve()
  await soon(async () => expect(await states()).toEqual({ done: 2 }))
  expect(ran).toEqual([1, 2])
  expect(await db.selectFrom('jobKey').selectAll().execute()).toEqual([])
})

test('where a limit was in the way, the end of one job is the chance of the next, whoever has room for it', async () => {
  const { db, enqueueMany, work, states } = await open()
  const gate = Promise.withResolvers<void>()
  const begun = Promise.withResolvers<void>()
  let running = 0
  const single = async () => {
    expect(++running).toBe(1)
    begun.resolve()
    await gate.promise
    running--
  }
  for (let index = 0; index < 2; index++) await work({ single }, { ...withoutPoll, concurrency: 1 })
  await enqueueMany(db, 'single', [{ n: 1 }, { n: 2 }, { n: 3 }])
  await begun.promise
  gate.resolve()
  await soon(async () => expect(await states()).toEqual({ done: 3 }))
})

test('the secret fields of a payload are struck out however many ends are stored at once', async () => {
  const { db, enqueue, enqueueMany, work, states } = await open()
  const ends = await holdUpEnds()
  await work({ plain() {}, secret() {} }, withoutPoll)
  await enqueueMany(db, 'plain', [{ n: 1 }, { n: 2 }])
  await enqueue(db, 'secret', { code: '123456' })
  await soon(async () => expect(await ends.isAwaited()).toBe(true))
  await ends.letGo()
  await soon(async () => expect(await states()).toEqual({ done: 3 }))
  const kept = await db.selectFrom('jobHistory').select('payload').where('kind', '=', 'secret').execute()
  expect(kept).toEqual([{ payload: {} }])
})
