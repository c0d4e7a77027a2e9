import { openLine } from '@shiplap/db/line'
import type { TestDatabase } from '@shiplap/db/testing'
import { silentLog } from '@shiplap/runtime/log'

/** Keeps ends of jobs from being stored until they are let go; `isAwaited` tells whether one is held up. */
export async function holdUpEnds(database: TestDatabase) {
  const line = await openLine({ url: database.url, application: 'test', log: silentLog })
  const ask = (text: string) => line.query({ name: text, text }, [])
  await ask('begin')
  await ask('lock table job_history in share mode')
  return {
    async letGo() {
      await ask('commit')
      await line.close()
    },
    isAwaited: async () =>
      (
        await database.rows`
          select from pg_stat_activity
          where datname = current_database() and wait_event_type = 'Lock' and application_name like 'worker % ends'`
      ).length === 1,
    /** Ends the connection over which they are stored. */
    breakConnection: () =>
      database.rows`
        select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and application_name like 'worker % ends'`,
  }
}
