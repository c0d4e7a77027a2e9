import { connect } from '@shiplap/db/connect'
import { migrate } from '@shiplap/db/migrate'
import { makeEnqueue } from '@shiplap/jobs/enqueuer'
import { defineKind } from '@shiplap/jobs/kind'
import { startWorker } from '@shiplap/jobs/worker'
import { silentLog } from '@shiplap/runtime/log'
import pg from 'pg'
import { z } from 'zod'
import type { Contender } from '../contender.ts'

const kinds = { bench: defineKind({ payload: z.strictObject({ n: z.number(), sentMs: z.number() }) }) }
const { enqueue, enqueueMany } = makeEnqueue(kinds)

/** Ours, as the product runs it: validation, fence, history and all. */
export const shiplap: Contender = {
  name: 'shiplap',
  async produce({ postgresUrl }) {
    const db = connect({ url: postgresUrl, log: silentLog, application: 'producer', max: 20 })
    await migrate(db)
    const pool = new pg.Pool({ connectionString: postgresUrl, max: 1 })
    return {
      one: async (payload) => void (await enqueue(db, 'bench', payload)),
      many: async (payloads) => void (await enqueueMany(db, 'bench', payloads)),
      async open() {
        const { rows } = await pool.query('select count(*)::int as open from job')
        return rows[0].open
      },
      async burden({ finished, future }) {
        await pool.query(`insert into job_history (id, created_at, ready_at, started_at, finished_at, worker_id, priority,
            version, attempt, max_attempts, state, kind, payload)
          select nextval('job_id'), at, at, at, at, 1, 1, 1, 1, 8, 'done', 'bench', '{"n":1,"sentMs":1}'
          from generate_series(1, ${finished}) as n, lateral (select now() - n * interval '1 s' as at)`)
        await pool.query(`insert into job_scheduled (run_at, max_attempts, kind, payload)
          select now() + interval '1 day' + n * interval '1 s', 8, 'bench', '{"n":1,"sentMs":1}'
          from generate_series(1, ${future}) as n`)
        await pool.query('analyze')
      },
      async close() {
        await pool.end()
        await db.destroy()
      },
    }
  },
  async work({ postgresUrl }, { concurrency, handle }) {
    const db = connect({ url: postgresUrl, log: silentLog, application: 'worker' })
    const worker = startWorker({
      url: postgresUrl,
      db,
      kinds,
      handlers: { bench: ({ payload }) => handle(payload) },
      log: silentLog,
      concurrency,
    })
    await worker.ready
    return {
      async stop() {
        await worker.drain(1_000)
        await db.destroy()
      },
    }
  },
}
