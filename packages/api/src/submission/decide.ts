import type { Tx } from '@shiplap/db/connect'
import * as boardEntries from '@shiplap/db/queries/board-entries'
import * as boardRecords from '@shiplap/db/queries/board-records'
import * as boards from '@shiplap/db/queries/boards'
import * as runs from '@shiplap/db/queries/runs'
import * as splits from '@shiplap/db/queries/splits'
import * as submissions from '@shiplap/db/queries/submissions'
import * as verdicts from '@shiplap/db/queries/verdicts'
import { officialList } from '@shiplap/domain/board'
import { refuse } from '@shiplap/domain/refusal'
import { approvalsNeeded, isReason, leastReason } from '@shiplap/domain/submission'
import { enqueue } from '@shiplap/jobs/enqueue'
import type { Context, Identity } from '../context.ts'
import { announceSubmission } from './announce.ts'
import { lockForReview } from './claim.ts'

type Verdict = {
  readonly submissionId: string
  readonly kind: verdicts.VerdictKind
  readonly reason: string
  readonly timeMs?: number
}

/** Judges a submission: verdict, state, board and the job that tells the runner are one transaction. */
export async function decide(
  ctx: Context & Identity,
  { submissionId: id, ...verdict }: Verdict,
): Promise<void> {
  if (verdict.kind !== 'approve' && !isReason(verdict.reason))
    refuse('submission.reason-too-short', { least: leastReason })
  const { runId } = await ctx.db.transaction().execute(async (tx) => {
    const found = await lockForReview(ctx, tx, { id, act: verdict.kind })
    const run = (await runs.byId(tx, found)) ?? refuse('run.not-found')
    // Held from here on, so that two records of one board cannot both be judged by the same best time.
    await boardEntries.lockBoard(tx, run)
    const verdictId = await verdicts.insert(tx, {
      ...found,
      ...verdict,
      submissionId: id,
      verifierId: ctx.account.id,
      ...(verdict.timeMs === undefined ? {} : { fromMs: run.timeMs ?? 0, toMs: verdict.timeMs }),
    })
    await consequences[verdict.kind](tx, found, run, verdict)
    await enqueue(tx, 'submission.decided', { verdictId })
    return found
  })
  announceSubmission(ctx, { id, runId })
}

type Consequence = (
  tx: Tx,
  found: submissions.SubmissionRow,
  run: runs.RunRow,
  verdict: Pick<Verdict, 'timeMs'>,
) => Promise<void>

const consequences = {
  async approve(tx, found, run) {
    const { bestMs } = await boards.rankOfTime(tx, {
      boardId: run.boardId,
      lens: officialList,
      timeMs: run.timeMs ?? 0,
    })
    const isEnough = found.approvedBy.length + 1 >= approvalsNeeded({ timeMs: run.timeMs ?? 0, bestMs })
    await submissions.move(tx, { ...found, state: isEnough ? 'APPROVED' : 'PENDING' })
    if (!isEnough) return
    await refresh(tx, run)
    await boardRecords.add(tx, { boardId: run.boardId, runId: run.id })
  },

  async reject(tx, found, run) {
    await submissions.move(tx, { ...found, state: 'REJECTED' })
    await splits.setCount(tx, { runId: run.id, counts: false })
    await refresh(tx, run)
  },

  async unverify(tx, found, run) {
    await submissions.move(tx, { ...found, state: 'PENDING', round: found.round + 1 })
    await refresh(tx, run)
    await boardRecords.remove(tx, { boardId: run.boardId, runId: run.id })
  },

  async retime(tx, found, run, { timeMs = 0 }) {
    if (!(await splits.retime(tx, { runId: run.id, timeMs }))) refuse('submission.time-before-last-split')
    // Who approved the other time has not approved this one. Whoever retimes goes on looking at it.
    await submissions.move(tx, { ...found, state: 'PENDING', round: found.round + 1, keepsClaim: true })
    await refresh(tx, run)
  },
} as const satisfies Record<verdicts.VerdictKind, Consequence>

function refresh(tx: Tx, run: runs.RunRow): Promise<void> {
  return boardEntries.refresh(tx, { boardId: run.boardId, accountIds: [run.accountId] })
}
