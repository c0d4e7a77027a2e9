import { afterEach, expect, test } from 'vitest'
import { z } from 'zod'
import { defineKind } from './kind.ts'
import { createTestQueue, soon, type TestQueue } from './testing.ts'

const payload = z.strictObject({ n: z.number() })
const kinds = {
  first: defineKind({ payload, onClash: 'keep' }),
  last: defineKind({ payload, onClash: 'replace' }),
  only: defineKind({ payload, onClash: 'refuse' }),
}
let queue: TestQueue<typeof kinds>
afterEach(() => queue.close())

test('of fifty that come at once with one unique key, one job is made, whatever the kind does with the others', async () => {
  queue = await createTestQueue(kinds)
  const { db, enqueue } = queue
  for (const kind of ['first', 'last', 'only'] as const) {
    const asked = await Promise.allSettled(
      Array.from({ length: 50 }, (_, n) =>
        db.transaction().execute((tx) => enqueue(tx, kind, { n }, { uniqueKey: 'board 7' })),
      ),
    )
    const ids = new Set(asked.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : [])))
    const refused = asked.filter((each) => each.status === 'rejected').length
    expect(ids.size).toBe(1)
    expect(refused).toBe(kind === 'only' ? 49 : 0)
  }
  expect(await queue.states()).toEqual({ ready: 3 })
})

test('a job that runs already is followed by one with the last payload that came in for it', async () => {
  queue = await createTestQueue(kinds)
  const { db, enqueue, work, states } = queue
  const begun = Promise.withResolvers<void>()
  const gate = Promise.withResolvers<void>()
  const seen: number[] = []
  await work({
    async last({ payload: { n } }) {
      seen.push(n)
      begun.resolve()
      await gate.promise
    },
  })
  for (const n of [1]) await enqueue(db, 'last', { n }, { uniqueKey: 'board 7' })
  await begun.promise
  for (const n of [2, 3, 4]) await enqueue(db, 'last', { n }, { uniqueKey: 'board 7' })
  gate.resolve()
  await soon(async () => expect(await states()).toEqual({ done: 2 }))
  expect(seen).toEqual([1, 4])
  expect(await db.selectFrom('jobKey').selectAll().execute()).toEqual([])
})

test('a unique key is free again when its job has ended', async () => {
  queue = await createTestQueue(kinds)
  const { db, enqueue, work, states } = queue
  await work({ only: () => {} })
  for (let time = 1; time <= 3; time++) {
    await enqueue(db, 'only', { n: time }, { uniqueKey: 'board 7' })
    await soon(async () => expect(await states()).toEqual({ done: time }))
  }
})
