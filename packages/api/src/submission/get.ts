import * as boards from '@shiplap/db/queries/boards'
import * as claims from '@shiplap/db/queries/claims'
import * as runs from '@shiplap/db/queries/runs'
import * as lists from '@shiplap/db/queries/submission-lists'
import * as submissions from '@shiplap/db/queries/submissions'
import * as verdicts from '@shiplap/db/queries/verdicts'
import { hasRole } from '@shiplap/domain/account'
import { officialList } from '@shiplap/domain/board'
import { refuse } from '@shiplap/domain/refusal'
import {
  approvalsNeeded,
  claimHolder,
  reviewActs,
  whyNotChange,
  whyNotReview,
} from '@shiplap/domain/submission'
import type { Context, Identity } from '../context.ts'
import { presentRevision, presentVerdict } from './present.ts'

/**
 * A submission with what was sent along and what was decided. An approved one is public; before that, and with the
 * reasons of verdicts, it is for its runner and for verifiers.
 */
export async function getSubmission(ctx: Context, { submissionId: id }: { readonly submissionId: string }) {
  const [found, identity] = await Promise.all([submissions.byId(ctx.db, { id }), ctx.identify()])
  if (found === undefined) refuse('submission.not-found')
  const viewer = identity?.account
  const isOwn = viewer?.id === found.runnerId
  const isVerifier = viewer !== undefined && hasRole(viewer, 'verifier')
  if (!isOwn && !isVerifier && found.state !== 'APPROVED') refuse('submission.not-found')
  const [sent, decided, looked, review] = await Promise.all([
    submissions.revisions(ctx.db, { id }),
    isOwn || isVerifier ? verdicts.list(ctx.db, { submissionId: id }) : [],
    isVerifier && !isOwn ? claims.list(ctx.db, { submissionId: id }) : [],
    viewer !== undefined && isVerifier && !isOwn ? readReview(ctx, found, viewer) : null,
  ])
  const holder = claimHolder(found, found.now)
  return {
    id,
    runId: found.runId,
    state: found.state,
    revision: found.revision,
    submittedAt: found.submittedAt.toISOString(),
    decidedAt: found.decidedAt?.toISOString() ?? null,
    serverTime: found.now,
    claim:
      holder === null
        ? null
        : { byId: holder, isMine: holder === viewer?.id, until: iso(found.claimedUntil) },
    revisions: sent.map(presentRevision),
    verdicts: decided.map((verdict) => presentVerdict(verdict)),
    /** Who took it to look at it, for verifiers. */
    claims: looked.map((claim) => presentVerdict(claim)),
    isOwn,
    allowedActions: [
      ...reviewActs.filter(
        (act) =>
          viewer !== undefined && whyNotReview(found, { act, reviewer: viewer, at: found.now }) === null,
      ),
      ...(['withdraw', 'resubmit'] as const).filter(
        (act) =>
          viewer !== undefined && whyNotChange(found, { act, accountId: viewer.id, at: found.now }) === null,
      ),
    ],
    review,
  }
}

/** What a verifier has to know besides: who the runner is, and what an approval would change. */
async function readReview(ctx: Context, found: submissions.SubmissionRow, viewer: Identity['account']) {
  const run = (await runs.byId(ctx.db, found)) ?? refuse('run.not-found')
  const timeMs = run.timeMs ?? 0
  const list = { boardId: run.boardId, lens: officialList }
  const [would, now, runner] = await Promise.all([
    boards.rankOfTime(ctx.db, { ...list, timeMs }),
    boards.standingOf(ctx.db, { ...list, username: run.username }),
    lists.recordOf(ctx.db, found),
  ])
  const needed = approvalsNeeded({ timeMs, bestMs: would.bestMs })
  return {
    runner: runner === undefined ? null : { ...runner, since: runner.since.toISOString() },
    approvals: found.approvedBy.length,
    approvalsNeeded: needed,
    approvedByMe: found.approvedBy.includes(viewer.id),
    ifApproved: {
      /** The runner's official rank now; null when they stand nowhere. */
      rankNow: now?.rank ?? null,
      /** The rank that this run would have; null when they have a better one. */
      rankThen: now !== undefined && now.timeMs <= timeMs && now.runId !== run.id ? null : would.rank,
      isRecord: would.bestMs === null || timeMs < would.bestMs,
      needsSecondVerifier: needed > found.approvedBy.length + 1,
    },
  }
}

const iso = (at: number | null) => (at === null ? null : new Date(at).toISOString())
