import type { Database } from '@shiplap/db/connect'
import * as stats from '@shiplap/db/queries/jobs-stats'
import * as workers from '@shiplap/db/queries/jobs-workers'
import { type JobState, jobStates } from '@shiplap/domain/job'
import { kinds } from '@shiplap/jobs/kinds'

const minutes = 60

/** How the queue stands: by state, by kind with its last hour, and who works. */
export async function readOverview(db: Database) {
  const [open, ended, lastHour, paused, crew] = await Promise.all([
    stats.open(db),
    stats.ended(db),
    stats.lastMinutes(db, { minutes }),
    stats.paused(db),
    workers.list(db),
  ])
  const names = new Set([
    ...Object.keys(kinds),
    ...open.map((row) => row.kind),
    ...ended.map((row) => row.kind),
  ])
  const perKind = [...names].sort().map((kind) => {
    const waiting = open.find((row) => row.kind === kind)
    const hour = lastHour.filter((row) => row.kind === kind)
    const done = sum(hour.map((row) => row.done))
    const dead = sum(hour.map((row) => row.dead))
    return {
      kind,
      ready: waiting?.ready ?? 0,
      running: waiting?.running ?? 0,
      scheduled: waiting?.scheduled ?? 0,
      retrying: waiting?.retrying ?? 0,
      dead: sum(ended.filter((row) => row.kind === kind && row.state === 'dead').map((row) => row.count)),
      lagMs: waiting?.lagMs ?? null,
      lastHour: { done, dead, errorShare: done + dead === 0 ? 0 : dead / (done + dead) },
      meanMs: done === 0 ? null : sum(hour.map((row) => (row.meanMs ?? 0) * row.done)) / done,
      isPaused: paused.some((row) => row.kind === kind),
      isKnown: Object.hasOwn(kinds, kind),
    }
  })
  const states = Object.fromEntries(
    jobStates.map((state) => [state, countOf(state, open, ended)]),
  ) as Readonly<Record<JobState, number>> // one entry for each state
  return {
    states,
    kinds: perKind,
    perMinute: Array.from({ length: minutes }, (_, index) => {
      const ofMinute = lastHour.filter((row) => row.ago === minutes - 1 - index)
      return { done: sum(ofMinute.map((row) => row.done)), dead: sum(ofMinute.map((row) => row.dead)) }
    }),
    oldestWaitingMs: Math.max(0, ...open.map((row) => row.lagMs ?? 0)),
    workers: crew.map((worker) => ({
      ...worker,
      startedAt: worker.startedAt.toISOString(),
      seenAt: worker.seenAt.toISOString(),
    })),
  }
}

export type Overview = Awaited<ReturnType<typeof readOverview>>

function countOf(
  state: JobState,
  open: Awaited<ReturnType<typeof stats.open>>,
  ended: Awaited<ReturnType<typeof stats.ended>>,
): number {
  if (state === 'done' || state === 'dead' || state === 'cancelled')
    return sum(ended.filter((row) => row.state === state).map((row) => row.count))
  return sum(open.map((row) => row[state]))
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)
