import { keepLine } from '@shiplap/db/kept-line'
import { openLine } from '@shiplap/db/line'
import { claim } from '@shiplap/db/queries/jobs-claim'
import { silentLog } from '@shiplap/runtime/log'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { Finisher } from './finisher.ts'
import { HeldJob } from './held-job.ts'
import { defineKind, priorities } from './kind.ts'
import { queueOfEachTest } from './testing.ts'
import { holdUpEnds } from './testing-ends.ts'
import { done, judge } from './verdict.ts'

const kinds = { plain: defineKind({ payload: z.strictObject({ n: z.number() }), backoffMs: 1 }) }
const open = queueOfEachTest(kinds)

test('a job is held until the database has agreed to its end, and no longer, however it ended', async () => {
  const { database, db, enqueueMany } = await open()
  const settings = { url: database.url, application: 'worker of this test ends', log: silentLog }
  const line = keepLine({ connect: () => openLine(settings), prepare: async () => {}, log: silentLog })
  await enqueueMany(db, 'plain', [{ n: 1 }, { n: 2 }])
  const lanes = [{ kind: 'plain', priority: priorities.normal, version: 1, after: 0, most: 2 }]
  const claimed = await claim(await line.open(), { token: 7, workerId: 1, lanes, most: 2 })
  const held = new Set(claimed.map((job) => new HeldJob(job, 7, 0, async () => {})))
  const [one, other] = [...held] as [HeldJob, HeldJob]
  const finisher = new Finisher({
    line,
    held,
    kindOf: () => kinds.plain,
    log: silentLog,
    onFreed() {},
    onTaken() {},
  })
  const ends = await holdUpEnds(database)
  finisher.add(one, done)
  finisher.add(other, judge(new Error('no luck'), { kind: kinds.plain, attempt: 1, maxAttempts: 5, luck: 0 }))
  await expect.poll(() => ends.isAwaited()).toBe(true)
  expect(held.size).toBe(2)
  await ends.letGo()
  await finisher.settled()
  expect([held.size, finisher.waiting]).toEqual([0, 0])
  await finisher.settled()
  await line.close()
})
