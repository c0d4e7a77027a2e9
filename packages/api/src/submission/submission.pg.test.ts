import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { finishRun, key, refusalOf, startRun } from '../run/testing.ts'
import { createTestApi, type TestApi } from '../testing.ts'
import { createPerson, type TestPerson } from '../testing-people.ts'

let world: TestApi
let vera: TestPerson
let victor: TestPerson
let mona: TestPerson
let people = 0
const runner = (): Promise<TestPerson> => createPerson(world, { username: `runner-${++people}` })
const reason = 'The video ends before the finish.'
beforeAll(async () => {
  world = await createTestApi()
  vera = await createPerson(world, { username: 'vera', role: 'verifier' })
  victor = await createPerson(world, { username: 'victor', role: 'verifier' })
  mona = await createPerson(world, { username: 'mona', role: 'moderator' })
})
afterAll(() => world.close())

const csvq = { challenge: 'csvq', category: 'first-three' } as const
const official = (challenge = 'csvq') =>
  world.visitor().api.board.page.query({ challenge, category: 'first-three' })

async function submitted(person: TestPerson, kind: Parameters<typeof finishRun>[2] = {}) {
  const run = await finishRun(world, person, kind)
  const submission = await person.api.submission.create.mutate({ runId: run.id })
  return { run, submissionId: submission.id }
}

async function approve(verifier: TestPerson, submissionId: string) {
  await verifier.api.submission.claim.mutate({ submissionId })
  return verifier.api.submission.approve.mutate({ submissionId })
}

describe('a submission', () => {
  test('brings a run to the official board, with what was sent along', async () => {
    const ada = await runner()
    const run = await finishRun(world, ada, { stack: ['node', 'hono'] })
    const sent = await ada.api.submission.create.mutate({
      runId: run.id,
      repositoryUrl: 'https://example.org/ada/csvq',
      commitHash: 'deadbeef',
      notes: 'First try.',
      videoUrl: 'https://youtu.be/dQw4w9WgXcQ',
      videoStartMs: 12_000,
      packages: [{ name: 'hono', version: '4.1.0', ecosystem: 'npm' }],
    })
    expect(sent).toMatchObject({ state: 'PENDING', isOwn: true, allowedActions: ['withdraw'], review: null })
    expect((await official()).entries).toEqual([])
    expect((await ada.api.run.get.query({ runId: run.id })).run.allowedActions).toEqual([])

    const seen = await vera.api.submission.get.query({ submissionId: sent.id })
    expect(seen.review).toMatchObject({
      runner: { approved: 0, rejected: 0 },
      approvalsNeeded: 1,
      ifApproved: { rankNow: null, rankThen: 1, isRecord: true, needsSecondVerifier: false },
    })
    expect(seen.revisions).toMatchObject([
      { videoStartMs: 12_000, packages: [{ name: 'hono', version: '4.1.0', ecosystem: 'npm' }] },
    ])
    expect((await approve(vera, sent.id)).state).toBe('APPROVED')

    const board = await official()
    expect(board.entries).toMatchObject([
      {
        rank: 1,
        runId: run.id,
        verified: true,
        stack: ['node', 'hono'],
        videoUrl: 'https://youtu.be/dQw4w9WgXcQ',
      },
    ])
    const page = await world.visitor().api.run.get.query({ runId: run.id })
    expect(page.standing.official).toMatchObject({ rank: 1, runners: 1 })
    expect(page.run.verified).toBe(true)
    expect((await world.visitor().api.submission.get.query({ submissionId: sent.id })).verdicts).toEqual([])
  })

  test('is seen by nobody but its runner and verifiers until it is approved', async () => {
    const { submissionId } = await submitted(await runner())
    const stranger = await runner()
    expect(await refusalOf(stranger.api.submission.get.query({ submissionId }))).toBe('submission.not-found')
    expect(await refusalOf(world.visitor().api.submission.get.query({ submissionId }))).toBe(
      'submission.not-found',
    )
  })

  test('is for finished runs of one’s own, once', async () => {
    const ada = await runner()
    const { run, submissionId } = await submitted(ada)
    await expect(ada.api.submission.create.mutate({ runId: run.id })).rejects.toMatchObject({
      data: { reason: 'submission.exists', details: { submissionId } },
    })
    const live = await startRun(ada)
    expect(await refusalOf(ada.api.submission.create.mutate({ runId: live.id }))).toBe('run.not-finished')
    const stranger = await runner()
    expect(await refusalOf(stranger.api.submission.create.mutate({ runId: run.id }))).toBe('run.not-found')
  })

  test('ends the time in which a finish can be undone', async () => {
    const ada = await runner()
    const { run } = await submitted(ada)
    expect(await refusalOf(ada.api.run.undoFinish.mutate({ runId: run.id, key: key() }))).toBe(
      'run.submitted',
    )
  })

  test('either stands or its finish is undone, however close the two come', async () => {
    for (let time = 0; time < 5; time++) {
      const ada = await runner()
      const { id: runId } = await finishRun(world, ada)
      await Promise.allSettled([
        ada.api.submission.create.mutate({ runId }),
        ada.api.run.undoFinish.mutate({ runId, key: key() }),
      ])
      const { run } = await ada.api.run.get.query({ runId })
      expect([run.state, run.submission?.state ?? null]).toBeOneOf([
        ['finished', 'PENDING'],
        ['running', null],
      ])
    }
  })

  test('is withdrawn while nobody looks at it, and sent again', async () => {
    const ada = await runner()
    const { run, submissionId } = await submitted(ada)
    await vera.api.submission.claim.mutate({ submissionId })
    expect(await refusalOf(ada.api.submission.withdraw.mutate({ submissionId }))).toBe('submission.claimed')
    await vera.api.submission.release.mutate({ submissionId })
    await ada.api.submission.withdraw.mutate({ submissionId })
    expect(await ada.api.submission.withdraw.mutate({ submissionId })).toEqual({ withdrawn: true })
    expect(await ada.api.submission.create.mutate({ runId: run.id })).toMatchObject({ state: 'PENDING' })
  })

  test('is refused with links that lead elsewhere and with too much of anything', async () => {
    const ada = await runner()
    const { id: runId } = await finishRun(world, ada)
    const many = Array.from({ length: 1_001 }, (_, n) => ({
      name: `p${n}`,
      version: '1',
      ecosystem: 'npm' as const,
    }))
    const bad: object[] = [
      ...[
        'javascript:alert(1)',
        'data:text/html,x',
        'https://user:pw@example.org',
        'https://127.0.0.1/x',
        'http://example.org',
      ].map((videoUrl) => ({ videoUrl })),
      { repositoryUrl: 'ftp://example.org' },
      { commitHash: 'not a hash' },
      { notes: 'nul \0' },
      { notes: 'x'.repeat(4_001) },
      { packages: many },
      { packages: [{ name: 'a b', version: '', ecosystem: 'npm' }] },
      { packages: [{ name: 'x'.repeat(215), version: '', ecosystem: 'npm' }] },
      { videoStartMs: -1 },
    ]
    for (const part of bad)
      expect(
        await refusalOf(ada.api.submission.create.mutate({ runId, ...part })),
        JSON.stringify(part).slice(0, 80),
      ).toBe('request.invalid')
  })
})

describe('nobody reviews their own run', () => {
  test('not through the api, whatever their role', async () => {
    const { submissionId } = await submitted(mona)
    for (const act of ['claim', 'approve'] as const)
      expect(await refusalOf(mona.api.submission[act].mutate({ submissionId }))).toBe('submission.own')
    expect(await refusalOf(mona.api.submission.reject.mutate({ submissionId, reason }))).toBe(
      'submission.own',
    )
    expect((await mona.api.submission.get.query({ submissionId })).allowedActions).toEqual(['withdraw'])
    const { submissions } = await mona.api.submission.queue.query({})
    expect(submissions.map((submission) => submission.id)).not.toContain(submissionId)
  })

  test('not in the database either, nor by naming another runner', async () => {
    const ada = await runner()
    const { submissionId } = await submitted(ada)
    const { db } = world.database
    const verdict = { submissionId, kind: 'approve', revision: 1, round: 1 } as const
    const put = (runnerId: string) =>
      db
        .insertInto('verdict')
        .values({ ...verdict, runnerId, verifierId: ada.id })
        .execute()
    await expect(put(ada.id)).rejects.toThrow('verdict_never_on_own_run')
    await expect(put(vera.id)).rejects.toThrow('foreign key')
    await expect(
      db.updateTable('submission').set({ claimedBy: ada.id }).where('id', '=', submissionId).execute(),
    ).rejects.toThrow('check')
  })
})

describe('reviewing', () => {
  test('is for verifiers', async () => {
    const { submissionId } = await submitted(await runner())
    const member = await runner()
    expect(await refusalOf(member.api.submission.claim.mutate({ submissionId }))).toBe('account.forbidden')
    expect(await refusalOf(member.api.submission.queue.query({}))).toBe('account.forbidden')
    expect(await refusalOf(vera.api.submission.unverify.mutate({ submissionId, reason }))).toBe(
      'account.forbidden',
    )
  })

  test('is done by one at a time, for half an hour', async () => {
    const { submissionId } = await submitted(await runner())
    const outcomes = await Promise.allSettled(
      [vera, victor, mona].map(({ api }) => api.submission.claim.mutate({ submissionId })),
    )
    expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(1)
    await world.advance(30 * 60_000)
    expect(await victor.api.submission.claim.mutate({ submissionId })).toMatchObject({
      claim: { isMine: true },
    })
    expect(await refusalOf(vera.api.submission.approve.mutate({ submissionId }))).toBe('submission.claimed')
    await world.advance(30 * 60_000)
    expect(await refusalOf(victor.api.submission.approve.mutate({ submissionId }))).toBe(
      'submission.not-claimed',
    )
  })

  test('ends once, whoever presses twice', async () => {
    await submitted(await runner(), { challenge: 'md2html' })
    const { submissionId } = await submitted(await runner(), { challenge: 'md2html' })
    await vera.api.submission.claim.mutate({ submissionId })
    const outcomes = await Promise.allSettled([
      ...Array.from({ length: 5 }, () => vera.api.submission.approve.mutate({ submissionId })),
      vera.api.submission.reject.mutate({ submissionId, reason }),
    ])
    expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(1)
    expect((await vera.api.submission.get.query({ submissionId })).verdicts).toHaveLength(1)
  })

  test('rejects with a reason of ten characters, which the database asks for too', async () => {
    const ada = await runner()
    const { submissionId } = await submitted(ada)
    await vera.api.submission.claim.mutate({ submissionId })
    expect(
      await refusalOf(vera.api.submission.reject.mutate({ submissionId, reason: '   too short   ' })),
    ).toBe('submission.reason-too-short')
    const verdict = {
      submissionId,
      runnerId: ada.id,
      verifierId: vera.id,
      kind: 'reject',
      revision: 1,
      round: 1,
    } as const
    await expect(
      world.database.db
        .insertInto('verdict')
        .values({ ...verdict, reason: '  no  ' })
        .execute(),
    ).rejects.toThrow('verdict_no_without_reason')
  })

  test('takes a rejected run off the provisional board, until it is sent again and approved', async () => {
    const ada = await runner()
    const { run, submissionId } = await submitted(ada, { challenge: 'todo-backend' })
    await vera.api.submission.claim.mutate({ submissionId })
    await vera.api.submission.reject.mutate({ submissionId, reason })
    expect((await ada.api.run.get.query({ runId: run.id })).standing).toEqual({
      official: null,
      provisional: null,
    })
    expect((await ada.api.submission.get.query({ submissionId })).verdicts).toMatchObject([
      { kind: 'reject', reason, verifier: 'vera' },
    ])
    await startRun(ada, { challenge: 'todo-backend' })
    expect((await ada.api.run.current.query()).comparisons).toMatchObject({
      personalBest: null,
      golds: [null, null, null],
    })

    const again = await ada.api.submission.resubmit.mutate({ submissionId, notes: 'Now with all of it.' })
    expect(again).toMatchObject({ state: 'PENDING', revision: 2 })
    expect(again.revisions.map((revision) => revision.notes)).toEqual(['Now with all of it.', ''])
    expect((await approve(vera, submissionId)).state).toBe('APPROVED')
    expect((await official('todo-backend')).entries).toMatchObject([{ runId: run.id, rank: 1 }])
  })

  test('takes three more revisions and then no more', async () => {
    const ada = await runner()
    const { submissionId } = await submitted(ada)
    for (let revision = 1; revision <= 4; revision++) {
      await vera.api.submission.claim.mutate({ submissionId })
      await vera.api.submission.reject.mutate({ submissionId, reason })
      if (revision < 4) await ada.api.submission.resubmit.mutate({ submissionId })
    }
    expect(await refusalOf(ada.api.submission.resubmit.mutate({ submissionId }))).toBe(
      'submission.no-revision-left',
    )
  })

  test('changes a time before it approves it, and what was approved before counts no more', async () => {
    const ada = await runner()
    const slow = await submitted(ada, { challenge: 'url-shortener', segmentsMs: [9_000, 9_000, 9_000] })
    await approve(vera, slow.submissionId)
    const { run, submissionId } = await submitted(await runner(), { challenge: 'url-shortener' })
    await approve(victor, submissionId)
    await vera.api.submission.claim.mutate({ submissionId })
    const before = run.milestones[1]?.splitMs ?? 0
    expect(await refusalOf(vera.api.submission.retime.mutate({ submissionId, timeMs: before, reason }))).toBe(
      'submission.time-before-last-split',
    )
    const timeMs = (slow.run.timeMs ?? 0) + 1_000
    const retimed = await vera.api.submission.retime.mutate({ submissionId, timeMs, reason })
    expect(retimed).toMatchObject({
      state: 'PENDING',
      claim: { isMine: true },
      review: { approvals: 0, approvalsNeeded: 1 },
    })
    expect(retimed.verdicts.at(-1)).toMatchObject({ kind: 'retime', fromMs: run.timeMs, toMs: timeMs })
    expect((await vera.api.submission.approve.mutate({ submissionId })).state).toBe('APPROVED')
    expect((await official('url-shortener')).entries.map((entry) => [entry.rank, entry.timeMs])).toEqual([
      [1, slow.run.timeMs],
      [2, timeMs],
    ])
    const seen = await world.visitor().api.run.get.query({ runId: run.id })
    expect(seen.run).toMatchObject({ timeMs, retimedFromMs: run.timeMs })
    expect(seen.run.milestones.at(-1)?.splitMs).toBe(timeMs)
  })
})

describe('a record', () => {
  test('needs two different verifiers; one rejection decides', async () => {
    const board = { challenge: 'realworld-api' }
    const first = await submitted(await runner(), { ...board, segmentsMs: [20_000, 20_000, 20_000] })
    expect((await approve(vera, first.submissionId)).state).toBe('APPROVED')

    const ada = await runner()
    const { run, submissionId } = await submitted(ada, board)
    const { submissions } = await vera.api.submission.queue.query({})
    expect(submissions.find((submission) => submission.id === submissionId)).toMatchObject({
      isRecord: true,
      approvalsNeeded: 2,
    })
    const once = await approve(vera, submissionId)
    expect(once).toMatchObject({
      state: 'PENDING',
      review: { approvals: 1, approvalsNeeded: 2, approvedByMe: true },
    })
    expect((await official('realworld-api')).entries).toHaveLength(1)
    expect(await refusalOf(vera.api.submission.claim.mutate({ submissionId }))).toBe(
      'submission.already-decided',
    )
    expect((await approve(victor, submissionId)).state).toBe('APPROVED')
    expect((await official('realworld-api')).entries.map((entry) => entry.runId)).toEqual([
      run.id,
      first.run.id,
    ])
    const { records } = await world
      .visitor()
      .api.board.records.query({ ...board, category: 'first-three', assistance: 'unassisted' })
    expect(records.map((record) => record.runId)).toEqual([run.id, first.run.id])

    const back = await mona.api.submission.unverify.mutate({
      submissionId,
      reason: 'It was another program.',
    })
    expect(back).toMatchObject({ state: 'PENDING', review: { approvals: 0 } })
    const after = await world
      .visitor()
      .api.board.records.query({ ...board, category: 'first-three', assistance: 'unassisted' })
    expect(after.records.map((record) => record.runId)).toEqual([first.run.id])
    await approve(vera, submissionId)
    await victor.api.submission.claim.mutate({ submissionId })
    expect(await victor.api.submission.reject.mutate({ submissionId, reason })).toMatchObject({
      state: 'REJECTED',
    })
  })

  test('stands first in the queue, then the oldest', async () => {
    const { submissions, waiting } = await victor.api.submission.queue.query({ limit: 200 })
    expect(waiting).toBeGreaterThan(2)
    const order = submissions.map(
      ({ approvalsNeeded, submittedAt }) => [approvalsNeeded === 2 ? 0 : 1, submittedAt] as const,
    )
    const sorted = [...order].sort(([one, early], [other, late]) => one - other || early.localeCompare(late))
    expect(order).toEqual(sorted)
  })
})

test('a runner finds their submissions, with where they stand', async () => {
  const ada = await runner()
  const one = await submitted(ada, csvq)
  const two = await submitted(ada, csvq)
  const { submissions, next } = await ada.api.submission.mine.query({ limit: 1 })
  expect(submissions).toMatchObject([{ id: two.submissionId, state: 'PENDING' }])
  expect((await ada.api.submission.mine.query({ before: next ?? '' })).submissions).toMatchObject([
    { id: one.submissionId },
  ])
})

test('verifiers find every verdict that was given, with who, what and why; nobody else does', async () => {
  const ada = await runner()
  const { run, submissionId } = await submitted(ada, csvq)
  await vera.api.submission.claim.mutate({ submissionId })
  await vera.api.submission.reject.mutate({ submissionId, reason })
  const { decisions, next } = await victor.api.submission.decisions.query({ limit: 1 })
  expect(decisions).toMatchObject([
    { kind: 'reject', verifier: vera.username, runner: ada.username, reason, submissionId, runId: run.id },
  ])
  const before = await victor.api.submission.decisions.query({ before: next ?? '', limit: 1 })
  expect(before.decisions[0]?.submissionId).not.toBe(submissionId)
  expect(await refusalOf(ada.api.submission.decisions.query({}))).toBe('account.forbidden')
})
