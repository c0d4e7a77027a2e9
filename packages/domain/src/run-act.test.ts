import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  armedRun,
  elapsedMs,
  follow,
  isOverdue,
  nextPosition,
  type Run,
  type RunEvent,
  type RunRules,
  replay,
} from './run.ts'
import { type Act, acts, allowedActs, eventOf, whyNotAct } from './run-act.ts'

const rules: RunRules = { milestoneCount: 3, allowsPause: true, maxDurationMs: 3_600_000 }

/** Does these acts at these instants, as the server would, and tells what was refused. */
function play(
  steps: readonly (readonly [act: Act, at: number, position?: number | undefined])[],
  of = rules,
) {
  const events: RunEvent[] = []
  const refused: string[] = []
  let run: Run = armedRun
  for (const [act, at, position] of steps) {
    const reason = whyNotAct(run, { act, position, at }, of)
    if (reason !== null || act === 'cancel') {
      refused.push(reason ?? 'cancelled')
      continue
    }
    const event = { ...eventOf(run, act), seq: run.seq + 1, at, elapsedMs: elapsedMs(run, at) }
    events.push(event)
    run = follow(run, event, of)
  }
  return { run, events, refused }
}

describe('a run', () => {
  test('finishes with its last milestone, at the time of that split', () => {
    const { run } = play([
      ['start', 100],
      ['split', 3_100],
      ['split', 5_100],
      ['split', 9_100],
    ])
    expect(run).toMatchObject({
      state: 'finished',
      marks: [3_000, 5_000, 9_000],
      timeMs: 9_000,
      endedAt: 9_100,
    })
  })

  test('does not count the time it was paused', () => {
    const { run } = play([
      ['start', 0],
      ['split', 2_000],
      ['pause', 3_000],
      ['resume', 13_000],
      ['split', 14_000],
    ])
    expect(run.marks).toEqual([2_000, 4_000])
    expect(elapsedMs(run, 15_000)).toBe(5_000)
  })

  test('stands still while paused', () => {
    const { run } = play([
      ['start', 0],
      ['pause', 3_000],
    ])
    expect(elapsedMs(run, 60_000)).toBe(3_000)
  })

  test('that is abandoned during a pause has lasted until that pause', () => {
    const { run } = play([
      ['start', 0],
      ['pause', 3_000],
      ['abandon', 60_000],
    ])
    expect(elapsedMs(run, 90_000)).toBe(3_000)
  })

  test('takes a split after the clock stepped back, when nobody can tell a double press from another', () => {
    const { run, refused } = play([
      ['start', 100_000],
      ['split', 110_000],
      ['split', 109_500],
      ['split', 50_000],
    ])
    expect(refused).toEqual(['run.too-soon'])
    expect(run.marks).toHaveLength(2)
  })

  test('goes on after an undone finish, with the clock never stopped', () => {
    const finish = [
      ['start', 0],
      ['split', 2_000],
      ['split', 4_000],
      ['split', 6_000],
    ] as const
    const { run, refused } = play([...finish, ['undoFinish', 30_000], ['split', 31_000]])
    expect(refused).toEqual([])
    expect(run).toMatchObject({ state: 'finished', timeMs: 31_000 })
  })
})

describe('it refuses', () => {
  const running = [
    ['start', 0],
    ['split', 2_000],
  ] as const
  test.each<[string, readonly (readonly [Act, number, number?])[], string]>([
    ['a split before the start', [['split', 0]], 'run.not-started'],
    [
      'a second start',
      [
        ['start', 0],
        ['start', 10],
      ],
      'run.not-armed',
    ],
    ['a double press', [...running, ['split', 2_999]], 'run.too-soon'],
    ['a milestone out of order', [...running, ['split', 9_000, 3]], 'run.out-of-order'],
    ['a split while paused', [...running, ['pause', 3_000], ['split', 9_000]], 'run.paused'],
    ['a finish within five seconds', [...running, ['split', 3_000], ['split', 4_999]], 'run.too-fast'],
    [
      'to skip the last milestone',
      [...running, ['split', 3_000], ['skipSplit', 9_000]],
      'run.last-cannot-be-skipped',
    ],
    [
      'to undo what is not there',
      [
        ['start', 0],
        ['undoSplit', 1_000],
      ],
      'run.nothing-to-undo',
    ],
    [
      'to resume what runs',
      [
        ['start', 0],
        ['resume', 1_000],
      ],
      'run.not-paused',
    ],
    [
      'to undo a finish after a minute',
      [...running, ['split', 4_000], ['split', 6_000], ['undoFinish', 66_001]],
      'run.undo-too-late',
    ],
    ['a split past the longest time', [...running, ['split', 3_600_000]], 'run.expired'],
    ['anything after it was abandoned', [...running, ['abandon', 3_000], ['split', 5_000]], 'run.over'],
  ])('%s', (_, steps, reason) => {
    expect(play(steps).refused).toEqual([reason])
  })

  test('a pause where the category has none', () => {
    expect(
      play(
        [
          ['start', 0],
          ['pause', 1_000],
        ],
        { ...rules, allowsPause: false },
      ).refused,
    ).toEqual(['run.pause-not-allowed'])
  })

  test('to undo the finish of a submitted run', () => {
    const { run } = play([
      ['start', 0],
      ['split', 2_000],
      ['split', 4_000],
      ['split', 6_000],
    ])
    expect(whyNotAct(run, { act: 'undoFinish', at: 7_000, submitted: true }, rules)).toBe('run.submitted')
  })
})

describe('whatever a runner tries, in whatever order', () => {
  const anySteps = fc.array(
    fc.tuple(
      fc.constantFrom(...acts),
      fc.integer({ min: 1, max: 90_000 }),
      fc.option(fc.integer({ min: 1, max: 4 }), { nil: undefined }),
    ),
    { maxLength: 60 },
  )
  const played = anySteps.map((steps) => {
    let now = 0
    return play(
      steps.map(([act, wait, position]) => {
        now += wait
        return [act, now, position] as const
      }),
    )
  })

  test('its state is the fold of its events', () => {
    fc.assert(
      fc.property(played, ({ run, events }) => {
        expect(replay(events, rules)).toEqual(run)
      }),
    )
  })

  test('marks rise, the last is never skipped, and the time is the last mark', () => {
    fc.assert(
      fc.property(played, ({ run }) => {
        const known = run.marks.filter((mark) => mark !== null)
        expect(known).toEqual([...known].sort((one, other) => one - other))
        expect(run.state === 'finished').toBe(run.marks.length === rules.milestoneCount)
        if (run.state === 'finished') expect(run.marks.at(-1)).toBe(run.timeMs)
      }),
    )
  })

  test('buttons that are shown work, and no others', () => {
    fc.assert(
      fc.property(played, fc.integer({ min: 1, max: 100_000 }), ({ run, events }, wait) => {
        const at = (events.at(-1)?.at ?? 0) + wait
        const shown = allowedActs(run, { at, submitted: false }, rules)
        const position = nextPosition(run, rules) ?? undefined
        for (const act of acts)
          expect(shown.includes(act)).toBe(whyNotAct(run, { act, position, at }, rules) === null)
        if (isOverdue(run, at, rules)) expect(shown).toEqual(['abandon'])
      }),
    )
  })
})
