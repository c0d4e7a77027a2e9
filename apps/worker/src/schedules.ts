import type { kinds } from '@shiplap/jobs/kinds'
import type { Schedule } from '@shiplap/jobs/scheduler'

/** What is put in again and again; times are UTC. */
export const schedules: readonly Schedule<typeof kinds>[] = [
  { name: 'messages-words', cron: '* * * * *', kind: 'messages.words', payload: {} },
  { name: 'history-retention', cron: '17 3 * * *', kind: 'history.retention', payload: {} },
  // Closes the sockets of sessions whose time is over within a minute of it.
  { name: 'sessions-sweep', cron: '* * * * *', kind: 'sessions.sweep', payload: {} },
]
