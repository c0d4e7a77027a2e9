import pg from 'pg'
import { PgBoss } from 'pg-boss'
import type { Contender, Payload } from '../contender.ts'

/** pg-boss in its fastest setting for a backlog: batches of 500, the next fetched at once, woken by NOTIFY. */
export const pgBoss: Contender = {
  name: 'pg-boss, batches of 500',
  async produce({ postgresUrl }) {
    const boss = new PgBoss({ connectionString: postgresUrl, max: 20, supervise: false, schedule: false })
    boss.on('error', () => {})
    await boss.start()
    await boss.createQueue('bench', { notify: true })
    const pool = new pg.Pool({ connectionString: postgresUrl, max: 1 })
    return {
      one: async (payload) => void (await boss.send('bench', payload)),
      many: async (payloads) =>
        void (await boss.insert(
          'bench',
          payloads.map((data) => ({ data })),
        )),
      async open() {
        const { rows } = await pool.query(
          `select count(*)::int as open from pgboss.job where state < 'completed' and start_after <= now()`,
        )
        return rows[0].open
      },
      async close() {
        await pool.end()
        await boss.stop({ graceful: false })
      },
    }
  },
  async work({ postgresUrl }, { concurrency, handle }) {
    const boss = new PgBoss({
      connectionString: postgresUrl,
      max: 10,
      schedule: false,
      useListenNotify: true,
    })
    boss.on('error', () => {})
    await boss.start()
    await boss.work<Payload>(
      'bench',
      { batchSize: 500, pollingIntervalSeconds: 0.5, burstWhenBatchFull: true },
      async (jobs) => {
        let next = 0
        const lane = async () => {
          while (next < jobs.length) await handle((jobs[next++] as { data: Payload }).data)
        }
        await Promise.all(Array.from({ length: concurrency }, lane))
      },
    )
    return { stop: () => boss.stop({ graceful: false }) }
  },
}
