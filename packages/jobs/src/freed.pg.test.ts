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

const room = [
  ['keyed', { uniqueKey: 'board 7' }],
  ['single', {}],
] as const
const ends = room.flatMap(([kind, options]) => ways.map(([how, way]) => ({ kind, options, how, way })))

test.each(ends)(
  'that a $kind job has $how is the chance of the next, also at a worker that only news can wake',
  async ({ kind, options, way }) => {
    const { db, enqueue, work, states } = await open()
    const begun = Promise.withResolvers<void>()
    const gate = Promise.withResolvers<void>()
    const ran: number[] = []
    const handler = way(async ({ payload: { n } }) => {
      ran.push(n)
      begun.resolve()
      await gate.promise
    })
    // The one that ends the job is leaving, so that it looks for no other.
    const leaving = await work({ [kind]: handler }, withoutPoll)
    await enqueue(db, kind, { n: 1 }, options)
    await begun.promise
    const left = leaving.drain(30_000)
    await enqueue(db, kind, { n: 2 }, options)
    // The other has looked, found the first in the way and something else to do, and sleeps again.
    await enqueue(db, 'plain', { n: 3 })
    await work({ [kind]: handler, plain() {} }, withoutPoll)
    await soon(async () => expect((await states()).done).toBe(1))
    expect(ran).toEqual([1])
    gate.resolve()
    await soon(async () => expect(await states()).toEqual({ done: 3 }))
    await left
    expect(ran).toEqual([1, 2])
    expect(await db.selectFrom('jobKey').selectAll().execute()).toEqual([])
  },
)

test.each(room)(
  'what the end of a %s job makes room for runs at once, also when other ends are stored with it',
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
