import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  armedRun,
  elapsedMs,
  follow,
  isOverdue,
  type Run,
  type RunEvent,
  type RunRules,
  replay,
} from './run.ts'
import { type Act, acts, eventOf, whyNotAct } from './run-act.ts'

// What a run is in plain words, written without a look at the rules: a stop-watch that somebody reads off.
type StopWatch = {
  state: Run['state']
  /** Time that counted, up to `since`. */
  countedMs: number
  since: number
  laps: (number | null)[]
  startedAt: number
  lastMarkAt: number | null
  endedAt: number
}

const readOff = (watch: StopWatch, at: number) =>
  watch.state === 'running' ? watch.countedMs + (at - watch.since) : watch.countedMs

/** Does what was asked, or tells that it cannot be. */
function press(
  watch: StopWatch,
  act: Act,
  at: number,
  { milestoneCount, allowsPause, maxDurationMs }: RunRules,
): boolean {
  const { state, laps } = watch
  const isTimely = at - watch.startedAt < maxDurationMs
  const isDoublePress = watch.lastMarkAt !== null && at - watch.lastMarkAt < 1_000
  switch (act) {
    case 'start':
      if (state !== 'armed') return false
      Object.assign(watch, { state: 'running', since: at, startedAt: at })
      return true
    case 'cancel':
      return state === 'armed'
    case 'split':
    case 'skipSplit': {
      if (state !== 'running' || !isTimely || isDoublePress) return false
      const isLast = laps.length === milestoneCount - 1
      const now = readOff(watch, at)
      if (isLast && (act === 'skipSplit' || now < 5_000)) return false
      laps.push(act === 'split' ? now : null)
      watch.lastMarkAt = at
      if (isLast) Object.assign(watch, { state: 'finished', countedMs: now, since: at, endedAt: at })
      return true
    }
    case 'undoSplit':
      if (state !== 'running' || !isTimely || laps.length === 0) return false
      laps.pop()
      return true
    case 'pause':
      if (!allowsPause || state !== 'running' || !isTimely) return false
      Object.assign(watch, { countedMs: readOff(watch, at), state: 'paused' })
      return true
    case 'resume':
      if (state !== 'paused' || !isTimely) return false
      Object.assign(watch, { state: 'running', since: at })
      return true
    case 'undoFinish':
      if (state !== 'finished' || at - watch.endedAt > 60_000) return false
      laps.pop()
      // The clock was never stopped: the time since the finish counts.
      watch.state = 'running'
      return true
    case 'abandon':
      if (state !== 'running' && state !== 'paused') return false
      Object.assign(watch, { countedMs: readOff(watch, at), state: 'abandoned' })
      return true
  }
}

const anyRules = fc.record({
  milestoneCount: fc.integer({ min: 1, max: 5 }),
  allowsPause: fc.boolean(),
  maxDurationMs: fc.constantFrom(60_000, 600_000),
})
const anyPresses = fc.array(
  fc.tuple(
    // Presses of somebody who means to get on, and some that make no sense.
    fc.oneof(
      {
        weight: 3,
        arbitrary: fc.constantFrom<Act>('split', 'split', 'undoSplit', 'pause', 'resume', 'undoFinish'),
      },
      { weight: 1, arbitrary: fc.constantFrom(...acts) },
    ),
    fc.oneof(
      fc.integer({ min: 1, max: 20_000 }),
      fc.constantFrom(1, 999, 1_000, 1_001, 4_999, 5_000, 59_999, 60_000, 60_001),
    ),
  ),
  { maxLength: 40 },
)

test('whatever is pressed and whenever, a run allows and shows what a stop-watch in plain words does', () => {
  const reached = new Set<string>()
  fc.assert(
    fc.property(anyRules, anyPresses, (rules, presses) => {
      const watch: StopWatch = {
        state: 'armed',
        countedMs: 0,
        since: 0,
        laps: [],
        startedAt: 0,
        lastMarkAt: null,
        endedAt: 0,
      }
      const events: RunEvent[] = []
      let run: Run = armedRun
      let at = 0
      for (const [act, waitMs] of [['start', 1] as const, ...presses]) {
        at += waitMs
        const allowed = press(watch, act, at, rules)
        expect(whyNotAct(run, { act, at }, rules) === null, `${act} at ${at}`).toBe(allowed)
        if (!allowed || act === 'cancel') continue
        const event = { ...eventOf(run, act), seq: run.seq + 1, at, elapsedMs: elapsedMs(run, at) }
        events.push(event)
        run = follow(run, event, rules)
        expect(run).toMatchObject({ state: watch.state, marks: watch.laps })
        expect(elapsedMs(run, at + 1_234)).toBe(readOff(watch, at + 1_234))
        expect(isOverdue(run, at, rules)).toBe(
          (watch.state === 'running' || watch.state === 'paused') &&
            at - watch.startedAt >= rules.maxDurationMs,
        )
        reached.add(run.state)
      }
      expect(replay(events, rules)).toEqual(run)
      expect(run.timeMs).toBe(watch.state === 'finished' ? watch.countedMs : null)
    }),
    { numRuns: 1_000 },
  )
  // Presses that never came to an end would prove little.
  for (const state of ['running', 'paused', 'finished', 'abandoned']) expect(reached).toContain(state)
})
