// What the end of one job makes room for runs at once, whoever has room for it.
import { expect, test } from 'vitest'
import { z } from 'zod'
import { defineKind } from './kind.ts'
import { queueOfEachTest, soon } from './testing.ts'
import { holdUpEnds } from './testing-ends.ts'

const payload = z.strictObject({ n: z.number() })
const open = queueOfEachTest({
  plain: defineKind({ payload, backoffMs: 600_000 }),
  keyed: defineKind({ payload, onClash: 'replace' }),
  single: defineKind({ payload, limit: { key: () => 'all', atOnce: 1 } }),
})
/** Nothing here may depend on a look that comes by itself. */
const withoutPoll = { pollMs: 600_000 }

type Run = (job: { readonly payload: { readonly n: number } }) => Promise<void>
const ways = [
  ['ended', (run: Run) => run],
  [
    'ended in its transaction',
    (run: Run) => ({ inTransaction: (_: unknown, job: Parameters<Run>[0]) => run(job) }),
  ],
] as const

test.each(ways)('what came in under the unique key of a job runs as soon as that has %s', async (_, way) => {
  const { db, enqueue, work, states } = await open()
  const begun = Promise.withResolvers<void>()
  const gate = Promise.withResolvers<void>()
  const ran: number[] = []
  const keyed = way(async ({ payload: { n } }) => {
    ran.push(n)
    begun.resolve()
    await gate.promise
  })
  await work({ keyed }, withoutPoll)
  await enqueue(db, 'keyed', { n: 1 }, { uniqueKey: 'board 7' })
  await begun.promise
  await enqueue(db, 'keyed', { n: 2 }, { uniqueKey: 'board 7' })
  gate.resolve()
  await soon(async () => expect(await states()).toEqual({ done: 2 }))
  expect(ran).toEqual([1, 2])
  expect(await db.selectFrom('jobKey').selectAll().execute()).toEqual([])
})

test.each(ways)(
  'where a limit was in the way, that a job has %s is the chance of the next, whoever has room for it',
  async (_, way) => {
    const { db, enqueueMany, work, states } = await open()
    const gate = Promise.withResolvers<void>()
    const begun = Promise.withResolvers<void>()
    let running = 0
    const single = way(async () => {
      expect(++running).toBe(1)
      begun.resolve()
      await gate.promise
      running--
    })
    for (let index = 0; index < 2; index++) await work({ single }, { ...withoutPoll, concurrency: 1 })
    await enqueueMany(db, 'single', [{ n: 1 }, { n: 2 }, { n: 3 }])
    await begun.promise
    gate.resolve()
    await soon(async () => expect(await states()).toEqual({ done: 3 }))
  },
)

test.each([
  ['keyed', { uniqueKey: 'board 7' }],
  ['single', {}],
] as const)(
  'so does what the end of a %s job makes room for, when other ends are stored with it',
  async (kind, options) => {
    const { db, database, enqueue, work, states } = await open()
    const ends = await holdUpEnds(database)
    const began = new Set<number>()
    const gate = Promise.withResolvers<void>()
    await work(
      {
        plain({ payload: { n } }) {
          began.add(n)
          throw new Error('no luck')
        },
        async [kind]({ payload: { n } }: { payload: { n: number } }) {
          began.add(n)
          await gate.promise
        },
      },
      withoutPoll,
    )
    await enqueue(db, kind, { n: 1 }, options)
    await soon(() => expect([...began]).toEqual([1]))
    await enqueue(db, kind, { n: 2 }, options)
    // The first end is held up, and the others gather behind it.
    await enqueue(db, 'plain', { n: 3 })
    await soon(async () => expect(await ends.isAwaited()).toBe(true))
    await enqueue(db, 'plain', { n: 4 })
    await soon(() => expect(began.has(4)).toBe(true))
    gate.resolve()
    await new Promise((resolve) => setImmediate(resolve))
    await ends.letGo()
    await soon(async () => expect(await states()).toEqual({ done: 2, retrying: 2 }))
  },
)
