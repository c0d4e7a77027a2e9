import { rebuildBoard } from '@shiplap/db/rebuild-board'
import { officialList } from '@shiplap/domain/board'
import { assistances, evidences } from '@shiplap/domain/run'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { refusalOf } from '../run/testing.ts'
import { createTestApi, type TestApi } from '../testing.ts'
import { createPerson, type TestPerson } from '../testing-people.ts'
import { boardIdOf, placeRun } from './testing.ts'

let world: TestApi
let people = 0
let verifiers: readonly TestPerson[]
beforeAll(async () => {
  world = await createTestApi()
  verifiers = await Promise.all(
    ['vera', 'victor'].map((username) => createPerson(world, { username, role: 'moderator' })),
  )
})
afterAll(() => world.close())

const reason = 'Because the test says so.'
const time = fc.constantFrom(10_000, 11_000, 12_000, 12_001, 300_000)
const step = fc.record({
  act: fc.constantFrom(
    'finish',
    'finish',
    'submit',
    'submit',
    'approve',
    'approve',
    'approve',
    'reject',
    'unverify',
    'retime',
    'resubmit',
    'withdraw',
  ),
  who: fc.nat({ max: 2 }),
  run: fc.nat({ max: 7 }),
  timeMs: time,
  day: fc.nat({ max: 500 }),
  stack: fc.subarray(['node', 'go']),
  evidence: fc.constantFrom(...evidences),
})
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never

// One history in which each act succeeds, so that none is left out by chance.
const everything: Step[] = (
  [
    ['finish', 0],
    ['finish', 1],
    ['submit', 0],
    ['approve', 0],
    ['unverify', 0],
    ['retime', 0],
    ['reject', 0],
    ['resubmit', 0],
    ['submit', 1],
    ['withdraw', 1],
  ] as const
).map(([act, run]) => ({ act, who: run, run, timeMs: 11_000, day: run, stack: ['go'], evidence: 'checked' }))

// Each history has a board of its own.
const boards = ['csvq', 'md2html', 'todo-backend', 'url-shortener', 'realworld-api'].flatMap((challenge) =>
  ['all-milestones', 'first-three'].flatMap((category) =>
    assistances.map((assistance) => ({ challenge, category, assistance })),
  ),
)

test('after any history of runs and verdicts, a board says what rebuilding it says, and what its runs say', async () => {
  let history = 0
  const done: Record<string, number> = {}
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 15, maxLength: 40 }), async (steps) => {
      const board = boards[history++ % boards.length] ?? expect.fail('there are boards')
      const boardId = await boardIdOf(world.database.db, board)
      await clear(boardId)
      for (const act of await play(board, steps)) done[act] = (done[act] ?? 0) + 1
      const said = await whatIsSaid(boardId)
      expect(said.official).toEqual(await whatRunsSay(boardId))
      await clearProjections(boardId)
      await rebuildBoard(world.database.db, { boardId, signal: new AbortController().signal })
      expect(await whatIsSaid(boardId)).toEqual(said)
    }),
    { numRuns: 12, endOnFailure: true, examples: [[everything]] },
  )
  // A history in which nothing succeeds would prove nothing.
  for (const act of ['finish', 'submit', 'approve', 'reject', 'unverify', 'retime', 'resubmit', 'withdraw'])
    expect(done[act], act).toBeGreaterThan(0)
}, 120_000)

/** Does the steps through the api where they are allowed, and tells which ones were. */
async function play(board: (typeof boards)[number], steps: readonly Step[]): Promise<readonly string[]> {
  // New ones each time, whom no limit on sending in has met.
  const runners = await Promise.all(
    [1, 2, 3].map(() => createPerson(world, { username: `runner-${++people}` })),
  )
  const placed: { readonly runId: string; readonly runner: TestPerson; submissionId?: string }[] = []
  const done: string[] = []
  for (const { act, who, run, timeMs, day, stack, evidence } of steps) {
    const runner = runners[who] ?? expect.fail('there are three')
    const verifier = (verifiers[who % 2] ?? expect.fail('there are two')).api.submission
    const target = placed[run % Math.max(1, placed.length)]
    const submissionId = target?.submissionId ?? ''
    if (act === 'finish') {
      const endedAt = new Date(Date.UTC(2025, 0, 1 + day))
      const run = { accountId: runner.id, timeMs, endedAt, stack, evidence }
      placed.push({ runner, runId: await placeRun(world.database.db, board, run) })
      done.push(act)
    } else if (target !== undefined && act === 'submit') {
      const sent = await allowed(target.runner.api.submission.create.mutate({ runId: target.runId }))
      if (sent) target.submissionId = sent.id
      if (sent) done.push(act)
    } else if (target?.submissionId !== undefined) {
      if (act === 'approve' || act === 'reject' || act === 'retime')
        await allowed(verifier.claim.mutate({ submissionId }))
      const own = target.runner.api.submission
      const doIt = {
        submit: () => own.create.mutate({ runId: target.runId }),
        approve: () => verifier.approve.mutate({ submissionId }),
        reject: () => verifier.reject.mutate({ submissionId, reason }),
        retime: () => verifier.retime.mutate({ submissionId, timeMs, reason }),
        unverify: () => verifier.unverify.mutate({ submissionId, reason }),
        resubmit: () => own.resubmit.mutate({ submissionId }),
        withdraw: () => own.withdraw.mutate({ submissionId }),
      }[act]
      if (await allowed<unknown>(doIt())) {
        done.push(act)
        if (act === 'withdraw') delete target.submissionId
      }
    }
  }
  return done
}

/** What the call answers, or undefined when it was refused; a bug is thrown on. */
async function allowed<T>(call: Promise<T>): Promise<T | undefined> {
  try {
    return await call
  } catch (error) {
    const refused = await refusalOf(Promise.reject(error))
    if (!/^(submission|run)\./.test(refused)) throw error
    return undefined
  }
}

async function whatIsSaid(boardId: string) {
  const { db } = world.database
  const entries = await db
    .selectFrom('boardEntry')
    .selectAll()
    .where('boardId', '=', boardId)
    .orderBy('lens')
    .orderBy('timeMs')
    .orderBy('achievedAt')
    .orderBy('runId')
    .execute()
  const tallies = await db
    .selectFrom('boardTally')
    .selectAll()
    .where('boardId', '=', boardId)
    .where('runners', '>', 0)
    .orderBy('lens')
    .orderBy('shift')
    .orderBy('span')
    .execute()
  const records = await db
    .selectFrom('boardRecord')
    .selectAll()
    .where('boardId', '=', boardId)
    .orderBy('timeMs')
    .execute()
  const ranked = entries.filter((entry) => entry.lens === officialList && !entry.obsolete)
  const official = {
    ranks: ranked.map((entry) => entry.runId),
    records: records.map((record) => record.runId),
    runners: tallies
      .filter((tally) => tally.lens === officialList && tally.shift === 18)
      .reduce((sum, tally) => sum + tally.runners, 0),
  }
  return { entries, tallies, records, official }
}

/** The same from nothing but runs and submissions, in plain words. */
async function whatRunsSay(boardId: string) {
  const approved = await world.database.db
    .selectFrom('run')
    .innerJoin('submission', 'submission.runId', 'run.id')
    .select(['run.id', 'run.accountId', 'run.timeMs', 'run.endedAt'])
    .where('run.boardId', '=', boardId)
    .where('submission.state', '=', 'APPROVED')
    .execute()
  const runs = approved.map((run) => ({ ...run, timeMs: run.timeMs ?? 0, at: run.endedAt?.getTime() ?? 0 }))
  const byTime = [...runs].sort((a, b) => a.timeMs - b.timeMs || a.at - b.at || (a.id < b.id ? -1 : 1))
  const bests = byTime.filter(
    (run, index) => byTime.findIndex((other) => other.accountId === run.accountId) === index,
  )
  const byDate = [...runs].sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1))
  const records = byDate.filter((run, index) =>
    byDate.slice(0, index).every((earlier) => run.timeMs < earlier.timeMs),
  )
  return {
    ranks: bests.map((run) => run.id),
    records: records.reverse().map((run) => run.id),
    runners: bests.length,
  }
}

async function clearProjections(boardId: string): Promise<void> {
  const { db } = world.database
  await db.deleteFrom('boardEntry').where('boardId', '=', boardId).execute()
  await db.deleteFrom('boardTally').where('boardId', '=', boardId).execute()
  await db.deleteFrom('boardRecord').where('boardId', '=', boardId).execute()
}

/** A board that an earlier history stood on, and that a smaller one stands on again while fast-check shrinks. */
async function clear(boardId: string): Promise<void> {
  await clearProjections(boardId)
  await world.database.db.deleteFrom('run').where('boardId', '=', boardId).execute()
}
