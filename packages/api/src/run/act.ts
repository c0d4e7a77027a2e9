import type { Database } from '@shiplap/db/connect'
import { isUniqueViolation } from '@shiplap/db/outage'
import * as runEvents from '@shiplap/db/queries/run-events'
import * as runs from '@shiplap/db/queries/runs'
import { refuse } from '@shiplap/domain/refusal'
import { elapsedMs, follow, replay } from '@shiplap/domain/run'
import { type Act, eventOf, leastBetweenSplitsMs, whyNotAct } from '@shiplap/domain/run-act'
import { prepare } from '@shiplap/jobs/enqueue'
import type { Context, Identity } from '../context.ts'
import { announceRun } from './announce.ts'
import { presentOwnRun } from './present.ts'

type Asked = {
  readonly runId: string
  readonly act: Exclude<Act, 'cancel'>
  /** Chosen by the client; the same act asked again under it is answered as it was the first time. */
  readonly key: string
  readonly position?: number
  readonly clientMs?: number | undefined
}

/**
 * Does one act of a runner on their run. One statement reads the run, one writes if the run is still as it was read;
 * who loses a race reads again and is judged by what the winner left. Two round trips, and no lock held between them.
 */
export async function performAct(
  ctx: Pick<Context, 'db' | 'feed'> & Pick<Identity, 'account'>,
  asked: Asked,
) {
  for (let attempt = 1; attempt <= mostAttempts; attempt++) {
    const row =
      (await runs.ownForAct(ctx.db, { ...asked, accountId: ctx.account.id })) ?? refuse('run.not-found')
    const first = row.events.find((event) => event.key === asked.key)
    if (first !== undefined) return presentAgain(row, first, asked)
    if (row.keyUsedFor !== null) refuse('request.key-reused')
    const event = await save(ctx.db, row, asked).catch(refuseSecond)
    if (event === undefined) continue
    const after = { ...row, events: [...row.events, event], now: Math.max(row.now, event.at) }
    announceRun(ctx, after)
    return presentOwnRun(after)
  }
  throw new Error(`run ${asked.runId} changed ${mostAttempts} times while one act was tried`)
}

/** Undoing the finish of one run brings it back to life, where its runner may have begun another. */
function refuseSecond(error: unknown): never {
  if (isUniqueViolation(error, 'run_one_live_per_runner')) refuse('run.already-live')
  throw error
}

const mostAttempts = 30

async function save(db: Database, row: runs.RunRow, { act, key, position, clientMs }: Asked) {
  const run = replay(row.events, row)
  const { now } = row
  const reason = whyNotAct(run, { act, position, at: now, submitted: row.submitted }, row)
  if (reason === 'run.too-soon')
    refuse(reason, { retryAfterMs: leastBetweenSplitsMs - (now - (run.markedAt ?? now)) })
  if (reason !== null) refuse(reason)
  const what = eventOf(run, act)
  const at = Math.max(now, (row.events.at(-1)?.at ?? 0) + 1)
  const { state } = follow(run, { ...what, seq: run.seq + 1, at, elapsedMs: elapsedMs(run, at) }, row)
  const event = { runId: row.id, seq: run.seq, ...what, state, clientMs: clientMs ?? null, key }
  return runEvents.record(db, { ...event, ...jobAfter(row, event) })
}

/** What the worker has to do because of an event: end the run at its longest time, tell of a finish. */
function jobAfter(
  row: runs.RunRow,
  { kind, state, seq }: Pick<Recorded, 'kind' | 'state' | 'seq'>,
): Pick<Recorded, 'job'> {
  const { id: runId, maxDurationMs: delayMs } = row
  if (kind === 'started') return { job: prepare('run.expire', { runId }, { delayMs }) }
  return state === 'finished' ? { job: prepare('run.finished', { runId, seq: seq + 1 }) } : {}
}

type Recorded = Parameters<typeof runEvents.record>[1]

/** The answer that the first act under this key was given: the run as it stood right after it. */
function presentAgain(row: runs.RunRow, first: runEvents.EventRow, { act, position, clientMs }: Asked) {
  const before = row.events.filter((event) => event.seq < first.seq)
  const run = replay(before, row)
  const same =
    whatActMakes[act] === first.kind &&
    (position === undefined || position === first.position) &&
    (clientMs ?? null) === first.clientMs
  if (!same || run.seq !== first.seq - 1) refuse('request.key-reused')
  return presentOwnRun(row, [...before, first])
}

const whatActMakes = {
  start: 'started',
  split: 'split',
  undoSplit: 'undone',
  skipSplit: 'skipped',
  pause: 'paused',
  resume: 'resumed',
  undoFinish: 'finish-undone',
  abandon: 'abandoned',
} as const satisfies Record<Asked['act'], runEvents.EventRow['kind']>
