import { createTestDatabase, type TestDatabase } from '@shiplap/db/testing'
import { silentLog } from '@shiplap/runtime/log'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { makeEnqueue } from './enqueuer.ts'
import { defineKind } from './kind.ts'
import { startWorker } from './worker.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

const kinds = { count: defineKind({ payload: z.strictObject({ n: z.number() }) }) }
const { enqueueMany } = makeEnqueue(kinds)

test('every job runs once', async () => {
  const seen: number[] = []
  await enqueueMany(
    database.db,
    'count',
    Array.from({ length: 2_000 }, (_, n) => ({ n })),
  )
  const all = Promise.withResolvers<void>()
  const worker = startWorker({
    url: database.url,
    db: database.db,
    kinds,
    log: silentLog,
    handlers: {
      count({ payload }) {
        seen.push(payload.n)
        if (seen.length === 2_000) all.resolve()
      },
    },
  })
  await worker.ready
  await all.promise
  await worker.drain(1_000)
  expect(new Set(seen).size).toBe(2_000)
  expect(seen.length).toBe(2_000)
  const { done } = await database.db
    .selectFrom('jobHistory')
    .select((select) => select.fn.countAll<number>().as('done'))
    .where('state', '=', 'done')
    .executeTakeFirstOrThrow()
  expect(done).toBe(2_000)
  expect(await database.db.selectFrom('job').select('id').execute()).toEqual([])
  expect(await database.db.selectFrom('worker').select('id').execute()).toEqual([])
})
