import { setTimeout as delay } from 'node:timers/promises'
import { connect } from '@shiplap/db/connect'
import { claimEffect } from '@shiplap/db/queries/job-effects'
import { silentLog } from '@shiplap/runtime/log'
import { expect, test, vi } from 'vitest'
import { z } from 'zod'
import type { Handlers } from '../handler.ts'
import { defineKind } from '../kind.ts'
import { createTestQueue } from '../testing.ts'
import { startWorker } from '../worker.ts'
import { type Moment, severWire } from './severed-wire.ts'

const payload = z.strictObject({ n: z.number() })
const usual = { payload, maxAttempts: 100, backoffMs: 1 }
const kinds = {
  plain: defineKind(usual),
  keyed: defineKind(usual),
  limited: defineKind({ ...usual, limit: { key: () => 'all', atOnce: 2 } }),
  exact: defineKind(usual),
  failing: defineKind(usual),
}

test('a worker that dies before or after any of its statements loses nothing and does nothing twice', {
  timeout: 60_000,
}, async () => {
  const queue = await createTestQueue(kinds)
  const { db, database, enqueue, states } = queue
  const done = new Set<number>()
  const handlers: Handlers<typeof kinds> = {
    plain: ({ payload: { n } }) => done.add(n),
    keyed: ({ payload: { n } }) => done.add(n),
    limited: ({ payload: { n } }) => done.add(n),
    failing({ payload: { n }, attempt }) {
      if (attempt === 1) throw new Error('not yet')
      done.add(n)
    },
    exact: {
      async inTransaction(tx, { payload: { n } }) {
        if (!(await claimEffect(tx, { kind: 'effect', key: `${n}` }))) throw new Error('done already')
        done.add(n)
      },
    },
  }
  let jobs = 0
  const putIn = async () => {
    await enqueue(db, 'keyed', { n: jobs++ }, { uniqueKey: `key ${jobs}` })
    for (const kind of ['plain', 'limited', 'exact', 'failing'] as const)
      await enqueue(db, kind, { n: jobs++ })
  }

  const dead: Awaited<ReturnType<typeof severed>>[] = []
  async function severed(at: string, moment: Moment) {
    const wire = await severWire(database.url, { at, moment })
    const pool = connect({ url: wire.url, log: silentLog, application: 'severed', max: 3 })
    const paces = { pollMs: 20, watchMs: 20, leaseMs: 500 }
    const worker = startWorker({ url: wire.url, db: pool, kinds, handlers, log: silentLog, ...paces })
    return {
      wire,
      async close() {
        wire.mend()
        await worker.drain(1_000)
        await pool.destroy()
        await wire.close()
      },
    }
  }

  // What a worker asks is found out by watching it: first one that nobody disturbs, then those that die.
  const todo: string[] = []
  const learn = (asked: readonly string[]) => {
    for (const statement of new Set(asked)) if (!todo.includes(statement)) todo.push(statement)
  }
  await putIn()
  const healthy = await severed('', 'before')
  await vi.waitFor(() => expect(done.size).toBe(jobs), 10_000)
  await delay(150) // a heartbeat
  learn(healthy.wire.asked)
  await healthy.close()
  for (let index = 0; index < todo.length; index++)
    for (const moment of ['before', 'after'] as const) {
      await putIn()
      const worker = await severed(todo[index] ?? '', moment)
      dead.push(worker)
      const reached = await Promise.race([worker.wire.broken.then(() => true), delay(5_000, false)])
      expect(reached, `${moment} ${todo[index]}`).toBe(true)
      learn(worker.wire.asked)
    }
  // Past all back-off; then one worker finishes what the dead have left, and they come back to find nothing of theirs.
  await database.advance(48 * 3_600_000)
  const heir = await queue.work(handlers)
  await vi.waitFor(async () => expect(await states()).toEqual({ done: jobs }), 20_000)
  while (dead.length > 0) await Promise.all(dead.splice(0, 5).map((worker) => worker.close()))
  await heir.drain(1_000)
  console.log('severed', { statements: todo.length, deaths: 2 * todo.length, jobs })

  expect(await states()).toEqual({ done: jobs })
  expect(done.size).toBe(jobs)
  const effects = await db.selectFrom('jobEffect').select('effectKey').where('kind', '=', 'effect').execute()
  expect(effects).toHaveLength(jobs / 5)
  const errors = await db.selectFrom('jobHistory').select('errors').where('kind', '=', 'exact').execute()
  expect(JSON.stringify(errors)).not.toContain('done already')
  for (const table of ['jobKey', 'jobSlot', 'worker'] as const)
    expect(await db.selectFrom(table).selectAll().execute()).toEqual([])
  for (const name of [
    'job_claim',
    'job_finish',
    'job_settle',
    'job_claim_limited',
    'worker_register',
    'commit',
  ])
    expect(todo).toContain(name)
  await queue.close()
})
