import { once } from 'node:events'
import { connect } from '@shiplap/db/connect'
import { createTestDatabase } from '@shiplap/db/testing'
import { type Running, startUntil } from '@shiplap/embedded/process'
import { silentLog } from '@shiplap/runtime/log'
import { vi } from 'vitest'
import { makeEnqueue } from '../enqueuer.ts'
import { faultKinds } from './kinds.ts'

const script = new URL('worker-process.ts', import.meta.url).pathname
// Workers are hired by the dozen; a second one starts in a third of the time.
const compileCache = new URL('../../../../node_modules/.cache/fault-workers', import.meta.url).pathname

/** A database with worker processes that tests may kill, freeze and cut off. */
export async function gatherCrew(serverUrl?: string, template?: string) {
  const database = await createTestDatabase({
    ...(serverUrl === undefined ? {} : { serverUrl }),
    ...(template === undefined ? {} : { template }),
  })
  // A pool that outlives a restart of PostgreSQL in the middle of a question.
  const db = connect({ url: database.url, log: silentLog, application: 'test' })
  const { enqueueMany, enqueue } = makeEnqueue(faultKinds)
  const crew: Running[] = []

  return {
    db,
    enqueue,
    enqueueMany,
    async hire({ leaseMs = 15_000, concurrency = 10 } = {}): Promise<Running> {
      const worker = await startUntil(process.execPath, [script], {
        ready: /worker entered/,
        stopSignal: 'SIGKILL',
        env: {
          PATH: process.env.PATH ?? '',
          DATABASE_URL: database.url,
          LEASE_MS: String(leaseMs),
          CONCURRENCY: String(concurrency),
          NODE_COMPILE_CACHE: compileCache,
        },
      })
      crew.push(worker)
      return worker
    },
    /** What the handlers wrote down. */
    async traces(kind: 'trace' | 'effect' = 'trace') {
      const rows = await db
        .selectFrom('jobEffect')
        .select(['effectKey', 'madeAt'])
        .where('kind', '=', kind)
        .orderBy('madeAt')
        .execute()
      return rows.map((row) => ({ key: row.effectKey, at: row.madeAt.getTime() }))
    },
    /** By one statement: a job on its way from one table to another would be in neither of two looks. */
    async states() {
      const rows = await db
        .selectFrom('job')
        .select((of) => of.val('open').as('state'))
        .unionAll(db.selectFrom('jobScheduled').select((of) => of.val('open').as('state')))
        .unionAll(db.selectFrom('jobHistory').select('state'))
        .execute()
      const count = (state: string) => rows.filter((job) => job.state === state).length
      return { open: count('open'), done: count('done'), dead: count('dead') }
    },
    /** Looks again and again, over outages too, until `look` throws no more. */
    soon: (look: () => Promise<void>, timeout = 25_000) => vi.waitFor(look, { timeout, interval: 25 }),
    async dismiss() {
      for (const worker of crew) {
        if (worker.child.exitCode !== null || worker.child.signalCode !== null) continue
        const ended = once(worker.child, 'close')
        worker.child.kill('SIGKILL')
        await ended
      }
      await db.destroy()
      await database.drop()
    },
  }
}

export type Crew = Awaited<ReturnType<typeof gatherCrew>>
