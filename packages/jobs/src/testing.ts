import { createTestDatabase, type TestDatabase } from '@shiplap/db/testing'
import { silentLog } from '@shiplap/runtime/log'
import { makeEnqueue } from './enqueuer.ts'
import type { Handlers } from './handler.ts'
import type { Kinds } from './kind.ts'
import type { Schedule } from './scheduler.ts'
import { startWorker, type Worker } from './worker.ts'

/** A queue over a database of its own, with workers in this process, closed all at once. */
export async function createTestQueue<K extends Kinds>(kinds: K) {
  const database = await createTestDatabase()
  const workers: Worker[] = []
  return {
    database,
    db: database.db,
    ...makeEnqueue(kinds),
    async work(
      handlers: Handlers<K>,
      options: {
        readonly concurrency?: number
        readonly leaseMs?: number
        readonly pollMs?: number
        readonly schedules?: readonly Schedule<K>[]
      } = {},
    ): Promise<Worker> {
      const worker = startWorker({
        url: database.url,
        db: database.db,
        kinds,
        handlers,
        log: silentLog,
        pollMs: 50,
        watchMs: 100,
        ...options,
      })
      workers.push(worker)
      await worker.ready
      return worker
    },
    async close() {
      await Promise.all(workers.map((worker) => worker.drain(100)))
      await database.drop()
    },
    states: () => statesOf(database),
  }
}

export type TestQueue<K extends Kinds> = Awaited<ReturnType<typeof createTestQueue<K>>>

/** How many jobs are in each state, as the three tables tell it. */
async function statesOf({ db }: TestDatabase): Promise<Readonly<Record<string, number>>> {
  const hot = await db.selectFrom('job').select(['lockToken']).execute()
  const later = await db.selectFrom('jobScheduled').select(['attempt']).execute()
  const ended = await db.selectFrom('jobHistory').select(['state']).execute()
  const names = [
    ...hot.map((job) => (job.lockToken === null ? 'ready' : 'running')),
    ...later.map((job) => (job.attempt === 0 ? 'scheduled' : 'retrying')),
    ...ended.map((job) => job.state),
  ]
  const counts: Record<string, number> = {}
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1
  return counts
}
