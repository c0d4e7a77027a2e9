import type { Database } from '@shiplap/db/connect'
import { depthByKind } from '@shiplap/db/queries/jobs-depth'
import type { AttemptEnd } from '@shiplap/jobs/worker-options'
import type { Metrics } from '@shiplap/runtime/metrics'

/** Counts the attempts of this worker, and tells how full the queue is when somebody asks. */
export function measureJobs(
  metrics: Metrics,
  { db, kinds }: { readonly db: Database; readonly kinds: readonly string[] },
): (end: AttemptEnd) => void {
  const attempted = metrics.time({
    name: 'job_seconds',
    help: 'Time that attempts of jobs took, by kind and outcome.',
    labels: ['kind', 'outcome'],
  })
  metrics.gauge({
    name: 'jobs',
    help: 'Jobs that are not over, by kind and state. The whole queue, whichever worker is asked.',
    labels: ['kind', 'state'],
    async read(set) {
      for (const kind of kinds) for (const state of states) set(0, { kind, state })
      for (const depth of await depthByKind(db))
        for (const state of states) set(depth[state], { kind: depth.kind, state })
    },
  })
  metrics.gauge({
    name: 'job_lag_seconds',
    help: 'How long the oldest job that could run has waited, by kind.',
    labels: ['kind'],
    async read(set) {
      for (const kind of kinds) set(0, { kind })
      for (const { kind, lagSeconds } of await depthByKind(db)) set(lagSeconds, { kind })
    },
  })
  return ({ kind, outcome, ms }) => attempted(ms / 1000, { kind, outcome })
}

const states = ['waiting', 'running', 'scheduled'] as const
