import { isMigrated, isReachable } from '@shiplap/db/health'
import * as schedules from '@shiplap/db/queries/jobs-schedules'
import { sharedOverview } from '../job/live.ts'
import { admin } from '../trpc.ts'

/** A worker shows itself every few seconds; one that has not for so long is not well. */
const silentMs = 30_000

/** What the instance stands on, part by part. */
export const health = admin.query(async ({ ctx: { db, redis, now } }) => {
  const [postgres, migrated, redisMs, overview, planned] = await Promise.all([
    timed(() => isReachable(db)),
    isMigrated(db),
    timed(() =>
      redis.ping().then(
        (answer) => answer === 'PONG',
        () => false,
      ),
    ),
    sharedOverview(db),
    schedules.list(db),
  ])
  const silent = overview.workers.filter((worker) => now().getTime() - Date.parse(worker.seenAt) > silentMs)
  const slots = overview.workers.reduce((sum, worker) => sum + worker.concurrency, 0)
  return {
    parts: [
      { name: 'PostgreSQL', isWell: postgres.isWell, detail: `answers in ${postgres.ms} ms` },
      { name: 'Migrations', isWell: migrated, detail: migrated ? 'all applied' : 'some are missing' },
      { name: 'Redis', isWell: redisMs.isWell, detail: `answers in ${redisMs.ms} ms` },
      {
        name: 'Workers',
        isWell: overview.workers.length > 0 && silent.length === 0,
        detail: `${overview.workers.length} here, ${slots} jobs at once${silent.length > 0 ? `, ${silent.length} silent` : ''}`,
      },
      {
        name: 'Queue',
        isWell: overview.oldestWaitingMs < silentMs,
        detail: `${waitingWords(overview)}; ${overview.states.dead} dead`,
      },
    ],
    schedules: planned.map(({ nextAt, lastAt, ...schedule }) => ({
      ...schedule,
      nextAt: nextAt.toISOString(),
      lastAt: lastAt?.toISOString() ?? null,
    })),
  }
})

function waitingWords({ states, oldestWaitingMs }: Awaited<ReturnType<typeof sharedOverview>>): string {
  if (states.ready === 0) return 'nothing waits'
  return `${states.ready} ready, the oldest for ${Math.round(oldestWaitingMs / 1_000)} s`
}

async function timed(ask: () => Promise<boolean>): Promise<{ isWell: boolean; ms: number }> {
  const before = performance.now()
  const isWell = await ask()
  return { isWell, ms: Math.ceil(performance.now() - before) }
}
