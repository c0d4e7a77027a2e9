import * as claims from '@shiplap/db/queries/claims'
import * as submissions from '@shiplap/db/queries/submissions'
import { refuse } from '@shiplap/domain/refusal'
import { claimLeaseMs, whyNotReview } from '@shiplap/domain/submission'
import { enqueue } from '@shiplap/jobs/enqueue'
import type { Context, Identity } from '../context.ts'
import { announceSubmission } from './announce.ts'

type Asked = { readonly submissionId: string }

/** Takes a submission for half an hour, so that no two verifiers look at one. Asked again, the half hour begins anew. */
export async function claim(ctx: Context & Identity, { submissionId: id }: Asked) {
  const { runId } = await ctx.db.transaction().execute(async (tx) => {
    const found = await lockForReview(ctx, tx, { id, act: 'claim' })
    await claims.take(tx, { id, verifierId: ctx.account.id, leaseMs: claimLeaseMs })
    await enqueue(tx, 'claims.release', { submissionId: id }, { delayMs: claimLeaseMs })
    return found
  })
  announceSubmission(ctx, { id, runId })
}

/** Gives a claim back before it runs out. */
export async function release(ctx: Context & Identity, { submissionId: id }: Asked) {
  const { runId } = await ctx.db.transaction().execute(async (tx) => {
    const found = await lockForReview(ctx, tx, { id, act: 'release' })
    await claims.release(tx, { id })
    return found
  })
  announceSubmission(ctx, { id, runId })
}

/** Holds the submission, reads it, and refuses what may not be done with it now. */
export async function lockForReview(
  { account }: Pick<Identity, 'account'>,
  tx: Parameters<typeof submissions.lock>[0],
  { id, act }: { readonly id: string; readonly act: Parameters<typeof whyNotReview>[1]['act'] },
): Promise<submissions.SubmissionRow> {
  await submissions.lock(tx, { id })
  const found = (await submissions.byId(tx, { id })) ?? refuse('submission.not-found')
  const reason = whyNotReview(found, { act, reviewer: account, at: found.now })
  if (reason !== null) refuse(reason)
  return found
}
