import { readFile } from 'node:fs/promises'
import { armedRun, elapsedMs, follow, type Run, type RunRules, runStates } from '@shiplap/domain/run'
import { type Act, acts, eventOf, whyNotAct } from '@shiplap/domain/run-act'
import {
  reviewActs,
  type Submission,
  type SubmissionState,
  submissionStates,
  whyNotChange,
  whyNotReview,
} from '@shiplap/domain/submission'
import { expect, test } from 'vitest'

const drawings = (await readFile(new URL('../../../../docs/runs.md', import.meta.url), 'utf8')).split(
  '```mermaid',
)
const drawn = (index: number) =>
  [...(drawings[index] ?? '').matchAll(/^ {2}(\S+) --> (\S+): (.+)$/gm)].map(
    ([, from, to, act]) => `${from} ${act} ${to}`,
  )

test('the drawing of a run shows what the rules allow, and nothing else', () => {
  const allowed = new Set<string>()
  for (const run of runs())
    for (const act of acts) {
      if (whyNotAct(run, { act, at: 100_000 }, rules) === null)
        allowed.add(`${run.state} ${act} ${after(run, act)}`)
    }
  // What is no act: how a run comes to be, and what the system ends by itself.
  const byItself = [
    '[*] arm armed',
    'armed fifteen minutes [*]',
    'running longest time expired',
    'paused longest time expired',
  ]
  expect(drawn(1).sort()).toEqual([...allowed, ...byItself].sort())
  expect(new Set(runs().map((run) => run.state))).toEqual(new Set(runStates))
})

test('the drawing of a submission shows what the rules allow, and nothing else', () => {
  const allowed = new Set<string>(['[*] create PENDING'])
  for (const state of submissionStates)
    for (const claimedBy of [null, 'vera']) {
      const submission: Submission = {
        state,
        revision: 1,
        runnerId: 'ada',
        claimedBy,
        claimedUntil: claimedBy === null ? null : 10,
        approvedBy: [],
        verdicts: 0,
      }
      for (const act of reviewActs)
        if (whyNotReview(submission, { act, reviewer: { id: 'vera', role: 'moderator' }, at: 0 }) === null)
          for (const to of becomes[act]) allowed.add(`${state} ${act} ${to}`)
      for (const act of ['withdraw', 'resubmit'] as const)
        if (whyNotChange(submission, { act, accountId: 'ada', at: 0 }) === null)
          allowed.add(`${state} ${act} ${act === 'withdraw' ? '[*]' : 'PENDING'}`)
    }
  expect(drawn(2).sort()).toEqual([...allowed].sort())
})

const rules: RunRules = { milestoneCount: 2, allowsPause: true, maxDurationMs: 1_000_000 }

/** A run in each state, and a running one before each kind of split. */
function runs(): readonly Run[] {
  const running = does(armedRun, 'start', 0)
  const second = does(running, 'split', 10_000)
  const finished = does(second, 'split', 90_000)
  return [
    armedRun,
    running,
    second,
    does(running, 'pause', 10_000),
    finished,
    does(running, 'abandon', 10_000),
    { ...running, state: 'expired' },
  ]
}

function does(run: Run, act: Exclude<Act, 'cancel'>, at: number): Run {
  return follow(run, { ...eventOf(run, act), seq: run.seq + 1, at, elapsedMs: elapsedMs(run, at) }, rules)
}

const after = (run: Run, act: Act) => (act === 'cancel' ? '[*]' : does(run, act, 100_000).state)

/** A record stays pending after the first of its two approvals. */
const becomes: Readonly<Record<(typeof reviewActs)[number], readonly SubmissionState[]>> = {
  claim: ['PENDING'],
  release: ['PENDING'],
  retime: ['PENDING'],
  approve: ['PENDING', 'APPROVED'],
  reject: ['REJECTED'],
  unverify: ['PENDING'],
}
