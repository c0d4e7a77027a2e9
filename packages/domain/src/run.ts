import type { RefusalReason } from './refusal.ts'

export const runStates = ['armed', 'running', 'paused', 'finished', 'abandoned', 'expired'] as const
export type RunState = (typeof runStates)[number]
export const assistances = ['unassisted', 'completion', 'agent'] as const
export type Assistance = (typeof assistances)[number]
export const evidences = ['timed', 'checked', 'replayed'] as const
export type Evidence = (typeof evidences)[number]

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

export type RunEventKind =
  | 'started'
  | 'split'
  | 'undone'
  | 'skipped'
  | 'paused'
  | 'resumed'
  | 'finish-undone'
  | 'abandoned'
  | 'expired'

/** One line of a run's history. Instants are milliseconds of the database clock. */
export type RunEvent = {
  readonly seq: number
  readonly kind: RunEventKind
  readonly position: number | null
  readonly at: number
  readonly elapsedMs: number
}

/** What the category asks of its runs. */
export type RunRules = {
  readonly milestoneCount: number
  readonly allowsPause: boolean
  readonly maxDurationMs: number
}

/** Where a run stands: the fold of its events, and nothing besides. */
export type Run = {
  readonly state: RunState
  readonly seq: number
  /** Per milestone passed, in order: when it was reached, or null when it was skipped. */
  readonly marks: readonly (number | null)[]
  readonly startedAt: number | null
  readonly pausedAt: number | null
  readonly pausedMs: number
  readonly endedAt: number | null
  /** The instant of the last split or skip, from which a double press is told. */
  readonly markedAt: number | null
  readonly timeMs: number | null
}

export const armedLifeMs = 15 * 60_000
export const leastBetweenSplitsMs = 1_000
export const leastRunMs = 5_000
export const undoFinishWithinMs = 60_000
export const mostEvents = 1_000

export const armedRun: Run = {
  state: 'armed',
  seq: 0,
  marks: [],
  startedAt: null,
  pausedAt: null,
  pausedMs: 0,
  endedAt: null,
  markedAt: null,
  timeMs: null,
}

/** The run as it stood after these events. */
export function replay(events: readonly RunEvent[], rules: Pick<RunRules, 'milestoneCount'>): Run {
  return events.reduce((run, event) => follow(run, event, rules), armedRun)
}

/** The run after one more event. Events were checked before they were written; here they are only followed. */
export function follow(run: Run, event: RunEvent, rules: Pick<RunRules, 'milestoneCount'>): Run {
  const next = { ...run, seq: event.seq }
  switch (event.kind) {
    case 'started':
      return { ...next, state: 'running', startedAt: event.at }
    case 'split': {
      const marks = [...run.marks, event.elapsedMs]
      const marked = { ...next, marks, markedAt: event.at }
      if (marks.length < rules.milestoneCount) return marked
      return { ...marked, state: 'finished', endedAt: event.at, timeMs: event.elapsedMs }
    }
    case 'skipped':
      return { ...next, marks: [...run.marks, null], markedAt: event.at }
    case 'undone':
      return { ...next, marks: run.marks.slice(0, -1) }
    case 'finish-undone':
      return { ...next, state: 'running', marks: run.marks.slice(0, -1), endedAt: null, timeMs: null }
    case 'paused':
      return { ...next, state: 'paused', pausedAt: event.at }
    case 'resumed': {
      const pausedMs = run.pausedMs + (run.pausedAt === null ? 0 : event.at - run.pausedAt)
      return { ...next, state: 'running', pausedAt: null, pausedMs }
    }
    case 'abandoned':
    case 'expired':
      return { ...next, state: event.kind, pausedAt: null, endedAt: event.at }
  }
}

/** What the timer shows at `at`: the time since the start without the pauses; it stands still while paused and at the end. */
export function elapsedMs(run: Run, at: number): number {
  if (run.startedAt === null) return 0
  if (run.timeMs !== null) return run.timeMs
  return Math.max(0, (run.pausedAt ?? run.endedAt ?? at) - run.startedAt - run.pausedMs)
}

/** The position of the milestone to be reached next, counted from one; null when none is left. */
export function nextPosition(run: Run, rules: Pick<RunRules, 'milestoneCount'>): number | null {
  return run.marks.length < rules.milestoneCount ? run.marks.length + 1 : null
}

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

/** True once a run that nobody ended has used up the time of its category. */
export function isOverdue(run: Run, at: number, rules: Pick<RunRules, 'maxDurationMs'>): boolean {
  const live = run.state === 'running' || run.state === 'paused'
  return live && run.startedAt !== null && at - run.startedAt >= rules.maxDurationMs
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
  if (run.markedAt !== null && at - run.markedAt < leastBetweenSplitsMs) return 'run.too-soon'
  return null
}

function whyNotFinished(run: Run, at: number, rules: RunRules): RefusalReason | null {
  const finishes = run.marks.length + 1 === rules.milestoneCount
  return finishes && elapsedMs(run, at) < leastRunMs ? 'run.too-fast' : null
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
