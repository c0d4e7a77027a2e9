import type { JobRow } from '@shiplap/db/queries/jobs-admin'
import { hasEnded } from '@shiplap/domain/job'
import type { Kind } from '@shiplap/jobs/kind'
import { kinds } from '@shiplap/jobs/kinds'

/** Fields that nobody gets to see, of any kind. */
export const hiddenFields: readonly string[] = [
  ...new Set(Object.values<Kind>(kinds).flatMap((kind) => kind.secret)),
]

/** A job as a row of a list. */
export function presentJob(job: JobRow) {
  return {
    id: job.id,
    kind: job.kind,
    state: job.state,
    priority: priorityNames[job.priority] ?? 'normal',
    attempt: job.attempt,
    maxAttempts: job.maxAttempts,
    createdAt: job.createdAt.toISOString(),
    at: job.at.toISOString(),
    progress: job.progress,
    isCancelAsked: job.cancelAsked,
    lastError: job.errors?.at(-1)?.message ?? null,
    allowedActions: allowedActions(job),
  }
}

/** A job with all that is known of it; secrets of the payload are struck out. */
export function presentWholeJob(job: JobRow) {
  return {
    ...presentJob(job),
    startedAt: job.startedAt?.toISOString() ?? null,
    workerId: job.workerId,
    uniqueKey: job.uniqueKey,
    limitKey: job.limitKey,
    payload: masked(job),
    errors: (job.errors ?? []).map(({ attempt, at, message }) => ({
      attempt,
      at: new Date(at).toISOString(),
      message,
    })),
  }
}

export type JobAction = 'retry' | 'cancel' | 'runNow'

function allowedActions({ state, cancelAsked }: JobRow): readonly JobAction[] {
  if (state === 'dead' || state === 'cancelled') return ['retry']
  if (state === 'scheduled' || state === 'retrying') return ['runNow', 'cancel']
  return hasEnded(state) || cancelAsked ? [] : ['cancel']
}

function masked({ payload }: JobRow): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(payload).map(([name, value]) => [name, hiddenFields.includes(name) ? '•••' : value]),
  )
}

const priorityNames = ['urgent', 'normal', 'low'] as const
