import { Logger, makeWorkerUtils, run } from 'graphile-worker'
import pg from 'pg'
import type { Contender, Payload } from '../contender.ts'

const logger = new Logger(() => () => {})

/** graphile-worker in its fastest setting: a local queue of 500 and completions in batches. */
export const graphileFast: Contender = graphile('graphile-worker, local queue 500', {
  worker: { localQueue: { size: 500 }, completeJobBatchDelay: 0, failJobBatchDelay: 0 },
})

function graphile(name: string, preset: GraphileConfig.Preset): Contender {
  return {
    name,
    async produce({ postgresUrl }) {
      const pool = new pg.Pool({ connectionString: postgresUrl, max: 20 }).on('error', () => {})
      const utils = await makeWorkerUtils({ pgPool: pool, logger })
      await utils.migrate()
      return {
        one: async (payload) => void (await utils.addJob('bench', payload)),
        many: async (payloads) =>
          void (await utils.addJobs(payloads.map((payload) => ({ identifier: 'bench', payload })))),
        async open() {
          const { rows } = await pool.query(
            'select count(*)::int as open from graphile_worker._private_jobs where run_at <= now()',
          )
          return rows[0].open
        },
        async burden({ future }) {
          await pool.query(`select graphile_worker.add_job('bench', '{"n":1,"sentMs":1}'::json,
              run_at := now() + interval '1 day' + n * interval '1 s')
            from generate_series(1, ${future}) as n`)
          await pool.query('analyze')
        },
        async close() {
          await utils.release()
          await pool.end()
        },
      }
    },
    async work({ postgresUrl }, { concurrency, handle }) {
      const pool = new pg.Pool({ connectionString: postgresUrl, max: 10 }).on('error', () => {})
      const runner = await run({
        pgPool: pool,
        logger,
        concurrency,
        pollInterval: 2_000,
        noHandleSignals: true,
        preset,
        taskList: { bench: (payload) => handle(payload as Payload) },
      })
      return {
        async stop() {
          await runner.stop()
          await pool.end()
        },
      }
    },
  }
}
