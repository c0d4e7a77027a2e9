import { expect, test } from 'vitest'
import { armedLifeMs, armedRun, follow, isOverdue, nextPosition, type Run, type RunRules } from './run.ts'
import { type Act, allowedActs, eventOf, mostEvents, whyNotAct } from './run-act.ts'

const rules: RunRules = { milestoneCount: 3, allowsPause: true, maxDurationMs: 3_600_000 }
const start = 10_000
const at = start + 60_000
const running: Run = {
  ...armedRun,
  state: 'running',
  seq: 2,
  startedAt: start,
  marks: [20_000],
  markedAt: start + 20_000,
}
const states = {
  armed: armedRun,
  running,
  paused: { ...running, state: 'paused', pausedAt: start + 30_000 },
  finished: {
    ...running,
    state: 'finished',
    marks: [20_000, 30_000, 40_000],
    endedAt: start + 40_000,
    timeMs: 40_000,
  },
  abandoned: { ...running, state: 'abandoned', endedAt: start + 40_000 },
  expired: { ...running, state: 'expired', endedAt: start + 40_000 },
  overdue: { ...running, startedAt: at - rules.maxDurationMs },
  'overdue while paused': {
    ...running,
    state: 'paused',
    startedAt: at - rules.maxDurationMs,
    pausedAt: at - 1_000,
  },
} as const satisfies Record<string, Run>

const marking = {
  armed: 'run.not-started',
  running: null,
  paused: 'run.paused',
  finished: 'run.over',
  abandoned: 'run.over',
  expired: 'run.expired',
  overdue: 'run.expired',
  'overdue while paused': 'run.paused',
} as const
const onlyArmed = {
  armed: null,
  running: 'run.not-armed',
  paused: 'run.not-armed',
  finished: 'run.not-armed',
  abandoned: 'run.not-armed',
  expired: 'run.not-armed',
  overdue: 'run.not-armed',
  'overdue while paused': 'run.not-armed',
} as const

const table: Record<Act, Record<keyof typeof states, string | null>> = {
  start: onlyArmed,
  cancel: onlyArmed,
  split: marking,
  skipSplit: marking,
  undoSplit: marking,
  pause: marking,
  resume: {
    armed: 'run.not-paused',
    running: 'run.not-paused',
    paused: null,
    finished: 'run.not-paused',
    abandoned: 'run.not-paused',
    expired: 'run.not-paused',
    overdue: 'run.not-paused',
    'overdue while paused': 'run.expired',
  },
  undoFinish: {
    armed: 'run.not-finished',
    running: 'run.not-finished',
    paused: 'run.not-finished',
    finished: null,
    abandoned: 'run.not-finished',
    expired: 'run.not-finished',
    overdue: 'run.not-finished',
    'overdue while paused': 'run.not-finished',
  },
  abandon: {
    armed: 'run.not-started',
    running: null,
    paused: null,
    finished: 'run.over',
    abandoned: 'run.over',
    expired: 'run.expired',
    overdue: null,
    'overdue while paused': null,
  },
}

test.each(Object.entries(table))(
  'whether a runner may %s depends on the state of the run alone',
  (act, expected) => {
    for (const [state, run] of Object.entries(states))
      expect([state, whyNotAct(run, { act: act as Act, at }, rules)]).toEqual([
        state,
        expected[state as keyof typeof states],
      ])
    const may = Object.entries(states).filter(([, run]) =>
      allowedActs(run, { at, submitted: false }, rules).includes(act as Act),
    )
    expect(may.map(([state]) => state)).toEqual(
      Object.entries(expected).flatMap(([state, reason]) => (reason === null ? [state] : [])),
    )
  },
)

test('times count to the millisecond: a second between splits, five for a run, a minute to take a finish back', () => {
  const split = (run: Run, when: number) => whyNotAct(run, { act: 'split', at: when }, rules)
  expect(split({ ...running, markedAt: at - 999 }, at)).toBe('run.too-soon')
  expect(split({ ...running, markedAt: at - 1_000 }, at)).toBeNull()
  const last = { ...running, marks: [1_000, 2_000], markedAt: null }
  expect(split(last, start + 4_999)).toBe('run.too-fast')
  expect(split(last, start + 5_000)).toBeNull()
  expect(split(running, start + 22_000)).toBeNull()
  const undo = (when: number, submitted = false) =>
    whyNotAct(states.finished, { act: 'undoFinish', at: when, submitted }, rules)
  expect(undo(start + 100_000)).toBeNull()
  expect(undo(start + 100_001)).toBe('run.undo-too-late')
  expect(undo(start + 50_000, true)).toBe('run.submitted')
  expect(isOverdue(running, start + rules.maxDurationMs - 1, rules)).toBe(false)
  expect(isOverdue(running, start + rules.maxDurationMs, rules)).toBe(true)
  expect(isOverdue({ ...states.paused }, start + rules.maxDurationMs, rules)).toBe(true)
  for (const run of [armedRun, states.finished, states.abandoned])
    expect(isOverdue(run, start + 10 * rules.maxDurationMs, rules)).toBe(false)
  expect(armedLifeMs).toBe(900_000)
})

test('a thousand acts are the most of a run, but it can always be given up', () => {
  const full = { ...running, seq: mostEvents }
  for (const act of ['split', 'skipSplit', 'undoSplit', 'pause', 'resume', 'start', 'undoFinish'] as const)
    expect(whyNotAct(full, { act, at }, rules)).toBe('run.too-many-acts')
  expect(whyNotAct(full, { act: 'abandon', at }, rules)).toBeNull()
  expect(whyNotAct({ ...armedRun, seq: mostEvents }, { act: 'cancel', at }, rules)).toBeNull()
  expect(whyNotAct({ ...running, seq: mostEvents - 1 }, { act: 'split', at }, rules)).toBeNull()
})

test('what is meant is the next milestone or nothing; the last is not skipped, and none is taken back of none', () => {
  for (const [position, reason] of [
    [1, 'run.out-of-order'],
    [2, null],
    [3, 'run.out-of-order'],
    [undefined, null],
  ] as const) {
    expect(whyNotAct(running, { act: 'split', position, at }, rules)).toBe(reason)
    expect(whyNotAct(running, { act: 'skipSplit', position, at }, rules)).toBe(reason)
  }
  const last = { ...running, marks: [1, null] }
  expect(whyNotAct(last, { act: 'skipSplit', at }, rules)).toBe('run.last-cannot-be-skipped')
  expect(whyNotAct({ ...running, marks: [] }, { act: 'undoSplit', at }, rules)).toBe('run.nothing-to-undo')
  expect([
    nextPosition(last, rules),
    nextPosition(states.finished, rules),
    nextPosition(armedRun, rules),
  ]).toEqual([3, null, 1])
  expect(whyNotAct(running, { act: 'pause', at }, { ...rules, allowsPause: false })).toBe(
    'run.pause-not-allowed',
  )
})

test('each act becomes its event, and the run follows it', () => {
  const after = (run: Run, act: Exclude<Act, 'cancel'>, when = at) =>
    follow(run, { ...eventOf(run, act), seq: run.seq + 1, at: when, elapsedMs: when - start }, rules)
  expect(eventOf(running, 'split')).toEqual({ kind: 'split', position: 2 })
  expect(eventOf(running, 'skipSplit')).toEqual({ kind: 'skipped', position: 2 })
  expect(eventOf(running, 'undoSplit')).toEqual({ kind: 'undone', position: 1 })
  expect(eventOf(states.finished, 'undoFinish')).toEqual({ kind: 'finish-undone', position: 3 })
  for (const act of ['start', 'pause', 'resume', 'abandon'] as const)
    expect(eventOf(running, act).position).toBeNull()
  expect(after(armedRun, 'start')).toMatchObject({ state: 'running', seq: 1, startedAt: at })
  expect(after(running, 'skipSplit')).toMatchObject({ state: 'running', marks: [20_000, null], markedAt: at })
  expect(after({ ...running, marks: [1, 2] }, 'undoSplit')).toMatchObject({ marks: [1], state: 'running' })
  expect(after(states.finished, 'undoFinish')).toMatchObject({
    state: 'running',
    marks: [20_000, 30_000],
    endedAt: null,
    timeMs: null,
  })
  expect(after(running, 'pause')).toMatchObject({ state: 'paused', pausedAt: at, marks: [20_000] })
  expect(after({ ...states.paused, pausedMs: 500 }, 'resume')).toMatchObject({
    state: 'running',
    pausedAt: null,
    pausedMs: 30_500,
  })
  expect(after(states.paused, 'abandon')).toMatchObject({
    state: 'abandoned',
    pausedAt: null,
    endedAt: at,
    timeMs: null,
  })
})
