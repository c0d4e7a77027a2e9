import { expect, test } from 'vitest'
import { z } from 'zod'
import { defineKind } from './kind.ts'
import { queueOfEachTest, soon } from './testing.ts'

const payload = z.strictObject({ n: z.number() })
const open = queueOfEachTest({
  keyed: defineKind({ payload, onClash: 'replace' }),
  single: defineKind({ payload, limit: { key: () => 'all', atOnce: 1 } }),
})
/** Nothing here may depend on a look that comes by itself. */
const withoutPoll = { pollMs: 600_000 }

test('what came in under the unique key of a job runs as soon as that has ended in its transaction', async () => {
  const { db, enqueue, work, states } = await open()
  const begun = Promise.withResolvers<void>()
  const gate = Promise.withResolvers<void>()
  const ran: number[] = []
  await work(
    {
      keyed: {
        async inTransaction(_, { payload: { n } }) {
          ran.push(n)
          begun.resolve()
          await gate.promise
        },
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
})

test('where a limit was in the way, the end of a job in its transaction is the chance of the next, whoever has room for it', async () => {
  const { db, enqueueMany, work, states } = await open()
  const gate = Promise.withResolvers<void>()
  const begun = Promise.withResolvers<void>()
  const single = {
    async inTransaction() {
      begun.resolve()
      await gate.promise
    },
  }
  for (let index = 0; index < 2; index++) await work({ single }, { ...withoutPoll, concurrency: 1 })
  await enqueueMany(db, 'single', [{ n: 1 }, { n: 2 }, { n: 3 }])
  await begun.promise
  gate.resolve()
  await soon(async () => expect(await states()).toEqual({ done: 3 }))
})
