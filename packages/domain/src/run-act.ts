import type { RefusalReason } from './refusal.ts'
import { elapsedMs, isOverdue, nextPosition, type Run, type RunEvent, type RunRules } from './run.ts'

/** What a runner may ask for. `expire` is the system's alone. */
export const acts = [
  'start',
  'split',
  'undoSplit',
  'skipSplit',
  'pause',
  'resume',
  'undoFinish',
  'abandon',
  'cancel',
] as const
export type Act = (typeof acts)[number]

export const leastBetweenSplitsMs = 1_000
export const leastRunMs = 5_000
export const undoFinishWithinMs = 60_000
export const mostEvents = 1_000

/** Why the runner cannot do this now, or null. The button and the server ask the same question. */
export function whyNotAct(
  run: Run,
  {
    act,
    position,
    at,
    submitted = false,
  }: {
    readonly act: Act
    /** Of the milestone that the runner means; a split or skip for another one is refused. */
    readonly position?: number | undefined
    /** What the clock says; before the last event when the clock stepped back. */
    readonly at: number
    readonly submitted?: boolean
  },
  rules: RunRules,
): RefusalReason | null {
  if (act !== 'abandon' && act !== 'cancel' && run.seq >= mostEvents) return 'run.too-many-acts'
  switch (act) {
    case 'start':
      return run.state === 'armed' ? null : 'run.not-armed'
    case 'cancel':
      return run.state === 'armed' ? null : 'run.not-armed'
    case 'split':
      return whyNotMarked(run, at, position, rules) ?? whyNotFinished(run, at, rules)
    case 'skipSplit':
      return whyNotMarked(run, at, position, rules) ?? whyNotSkipped(run, rules)
    case 'undoSplit':
      return whyNotMoving(run, at, rules) ?? (run.marks.length === 0 ? 'run.nothing-to-undo' : null)
    case 'pause':
      return rules.allowsPause ? whyNotMoving(run, at, rules) : 'run.pause-not-allowed'
    case 'resume':
      return run.state === 'paused' ? whyNotTimely(run, at, rules) : 'run.not-paused'
    case 'undoFinish':
      return whyNotUndoFinish(run, at, submitted)
    case 'abandon':
      return run.state === 'running' || run.state === 'paused' ? null : whyNotLive(run)
  }
}

/** What the runner can do now, for pages that show only what works. */
export function allowedActs(
  run: Run,
  { at, submitted }: { readonly at: number; readonly submitted: boolean },
  rules: RunRules,
): readonly Act[] {
  const position = nextPosition(run, rules) ?? undefined
  return acts.filter((act) => whyNotAct(run, { act, position, at, submitted }, rules) === null)
}

/** The event that an act becomes, with the position it concerns. */
export function eventOf(run: Run, act: Exclude<Act, 'cancel'>): Pick<RunEvent, 'kind' | 'position'> {
  const last = run.marks.length
  switch (act) {
    case 'start':
      return { kind: 'started', position: null }
    case 'split':
      return { kind: 'split', position: last + 1 }
    case 'skipSplit':
      return { kind: 'skipped', position: last + 1 }
    case 'undoSplit':
      return { kind: 'undone', position: last }
    case 'undoFinish':
      return { kind: 'finish-undone', position: last }
    case 'pause':
      return { kind: 'paused', position: null }
    case 'resume':
      return { kind: 'resumed', position: null }
    case 'abandon':
      return { kind: 'abandoned', position: null }
  }
}

function whyNotMarked(
  run: Run,
  at: number,
  position: number | undefined,
  rules: RunRules,
): RefusalReason | null {
  const standing = whyNotMoving(run, at, rules)
  if (standing !== null) return standing
  if (position !== undefined && position !== nextPosition(run, rules)) return 'run.out-of-order'
  // An instant well before the last mark says that the clock stepped back; how long ago that was, nobody knows.
  if (run.markedAt !== null && Math.abs(at - run.markedAt) < leastBetweenSplitsMs) return 'run.too-soon'
  return null
}

function whyNotFinished(run: Run, at: number, rules: RunRules): RefusalReason | null {
  const finishes = run.marks.length + 1 === rules.milestoneCount
  return finishes && elapsedMs(run, Math.max(at, run.markedAt ?? at)) < leastRunMs ? 'run.too-fast' : null
}

/** A skipped split means "reached, but not pressed in time"; without the last one there would be no time at all. */
function whyNotSkipped(run: Run, rules: RunRules): RefusalReason | null {
  return run.marks.length + 1 === rules.milestoneCount ? 'run.last-cannot-be-skipped' : null
}

function whyNotUndoFinish(run: Run, at: number, submitted: boolean): RefusalReason | null {
  if (run.state !== 'finished' || run.endedAt === null) return 'run.not-finished'
  if (submitted) return 'run.submitted'
  return at - run.endedAt > undoFinishWithinMs ? 'run.undo-too-late' : null
}

function whyNotMoving(run: Run, at: number, rules: RunRules): RefusalReason | null {
  if (run.state === 'paused') return 'run.paused'
  return run.state === 'running' ? whyNotTimely(run, at, rules) : whyNotLive(run)
}

function whyNotTimely(run: Run, at: number, rules: RunRules): RefusalReason | null {
  return isOverdue(run, at, rules) ? 'run.expired' : null
}

function whyNotLive(run: Run): RefusalReason {
  if (run.state === 'armed') return 'run.not-started'
  return run.state === 'expired' ? 'run.expired' : 'run.over'
}
