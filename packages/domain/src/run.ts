export const runStates = ['armed', 'running', 'paused', 'finished', 'abandoned', 'expired'] as const
export type RunState = (typeof runStates)[number]
export const assistances = ['unassisted', 'completion', 'agent'] as const
export type Assistance = (typeof assistances)[number]
export const evidences = ['timed', 'checked', 'replayed'] as const
export type Evidence = (typeof evidences)[number]

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
    case 'resumed':
      return { ...next, state: 'running', pausedAt: null, pausedMs: pausedMsUntil(run, event.at) }
    // Ended during a pause, a run has lasted until that pause.
    case 'abandoned':
    case 'expired':
      return {
        ...next,
        state: event.kind,
        pausedAt: null,
        pausedMs: pausedMsUntil(run, event.at),
        endedAt: event.at,
      }
  }
}

function pausedMsUntil(run: Run, at: number): number {
  return run.pausedMs + (run.pausedAt === null ? 0 : at - run.pausedAt)
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

/** True once a run that nobody ended has used up the time of its category. */
export function isOverdue(run: Run, at: number, rules: Pick<RunRules, 'maxDurationMs'>): boolean {
  const live = run.state === 'running' || run.state === 'paused'
  return live && run.startedAt !== null && at - run.startedAt >= rules.maxDurationMs
}
