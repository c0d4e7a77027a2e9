import { createTestDatabase, type TestDatabase } from '@shiplap/db/testing'
import { silentLog } from '@shiplap/runtime/log'
import { afterEach, vi } from 'vitest'
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

/** A way to open a queue in a test; it is closed when the test is over. */
export function queueOfEachTest<K extends Kinds>(kinds: K) {
  let queue: TestQueue<K> | undefined
  afterEach(async () => {
    await queue?.close()
    queue = undefined
  })
  return async () => {
    queue = await createTestQueue(kinds)
    return queue
  }
}

/** Payloads that are told apart by their number. */
export const counted = (most: number) => Array.from({ length: most }, (_, n) => ({ n }))

/** Looks again and again, until `look` throws no more. */
export const soon = (look: () => Promise<void> | void) => vi.waitFor(look, { timeout: 10_000, interval: 20 })

export type TestQueue<K extends Kinds> = Awaited<ReturnType<typeof createTestQueue<K>>>

/** How many jobs are in each state, as the three tables tell it by one statement: none is in two of them, or in none. */
async function statesOf({ db }: TestDatabase): Promise<Readonly<Record<string, number>>> {
  const rows = await db
    .selectFrom('job')
    .select((of) => of.case().when('lockToken', 'is', null).then('ready').else('running').end().as('state'))
    .unionAll(
      db
        .selectFrom('jobScheduled')
        .select((of) =>
          of.case().when('attempt', '=', 0).then('scheduled').else('retrying').end().as('state'),
        ),
    )
    .unionAll(db.selectFrom('jobHistory').select('state'))
    .execute()
  const counts: Record<string, number> = {}
  for (const { state } of rows) counts[state] = (counts[state] ?? 0) + 1
  return counts
}
