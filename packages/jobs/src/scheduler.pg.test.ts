import { forgetDays, prepareDays } from '@shiplap/db/queries/jobs-history'
import { afterEach, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { defineKind } from './kind.ts'
import { Scheduler } from './scheduler.ts'
import { createTestQueue, type TestQueue } from './testing.ts'

const kinds = { tick: defineKind({ payload: z.strictObject({}) }) }
const schedules = [{ name: 'hourly', cron: '0 * * * *', kind: 'tick', payload: {} }] as const
const hourMs = 3_600_000
const dayMs = 24 * hourMs

let queue: TestQueue<typeof kinds>
afterEach(() => queue.close())

test('a slot runs once, however many look and however the clock jumps', async () => {
  queue = await createTestQueue(kinds)
  const { db, database } = queue
  const crew = Array.from({ length: 5 }, () => new Scheduler({ db, kinds, schedules }))
  const serve = async () => {
    const served = await Promise.all(crew.map((scheduler) => scheduler.serve()))
    return served.reduce((sum, each) => sum + each, 0)
  }
  expect(await serve()).toBe(0)
  await database.advance(hourMs)
  expect(await serve()).toBe(1)
  expect(await serve()).toBe(0)
  // Back by half an hour, and on again over the slot that was served.
  await database.advance(-hourMs / 2)
  expect(await serve()).toBe(0)
  await database.advance(hourMs / 2)
  expect(await serve()).toBe(0)
  // Three slots pass while nobody looks: one job makes up for them.
  await database.advance(3 * hourMs)
  expect(await serve()).toBe(1)
  expect(await queue.states()).toEqual({ ready: 2 })
})

test('what a release has a schedule for no more is not put in', async () => {
  queue = await createTestQueue(kinds)
  const { db, database } = queue
  const other = { name: 'other', cron: '30 * * * *', kind: 'tick', payload: {} } as const
  await new Scheduler({ db, kinds, schedules: [...schedules, other] }).serve()
  const later = new Scheduler({ db, kinds, schedules })
  await later.serve()
  await database.advance(hourMs)
  expect(await later.serve()).toBe(1)
  expect(await queue.states()).toEqual({ ready: 1 })
  expect(await db.selectFrom('jobSchedule').select('name').execute()).toEqual([{ name: 'hourly' }])
})

test('a worker serves its schedules by itself', async () => {
  queue = await createTestQueue(kinds)
  let ran = 0
  await queue.work({ tick: () => ran++ }, { schedules })
  await vi.waitFor(
    async () => expect(await queue.db.selectFrom('jobSchedule').select('name').execute()).toHaveLength(1),
    5_000,
  )
  await queue.database.advance(hourMs)
  await vi.waitFor(() => expect(ran).toBe(1), 5_000)
})

test('history is cut into days, and days past are forgotten whole', async () => {
  queue = await createTestQueue(kinds)
  const { db, database, enqueue, states } = queue
  await prepareDays(db, { days: 7 })
  await prepareDays(db, { days: 7 })
  const worker = await queue.work({ tick: () => {} })
  for (let day = 0; day < 4; day++) {
    await enqueue(db, 'tick', {})
    await vi.waitFor(async () => expect(await states()).toEqual({ done: day + 1 }), 5_000)
    await database.advance(dayMs)
  }
  await worker.drain(0)
  // Of the day it was made there is no table of its own yet: its row lies in the default one.
  expect(await forgetDays(db, { days: 2 })).toBe(1)
  expect(await states()).toEqual({ done: 2 })
})
