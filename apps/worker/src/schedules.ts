import type { kinds } from '@shiplap/jobs/kinds'
import type { Schedule } from '@shiplap/jobs/scheduler'

/** What is put in again and again; times are UTC. */
export const schedules: readonly Schedule<typeof kinds>[] = [
  { name: 'history-retention', cron: '17 3 * * *', kind: 'history.retention', payload: {} },
  { name: 'sessions-sweep', cron: '*/15 * * * *', kind: 'sessions.sweep', payload: {} },
]
