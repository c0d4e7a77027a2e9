import * as boardEntries from '@shiplap/db/queries/board-entries'
import * as claims from '@shiplap/db/queries/claims'
import * as runs from '@shiplap/db/queries/runs'
import * as splits from '@shiplap/db/queries/splits'
import * as submissions from '@shiplap/db/queries/submissions'
import { refuse } from '@shiplap/domain/refusal'
import { whyNotChange } from '@shiplap/domain/submission'
import type { z } from 'zod'
import type { Context, Identity } from '../context.ts'
import { announceSubmission } from './announce.ts'
import type { createInput, resubmitInput } from './input.ts'

/** Sends a finished run in for review and returns the submission's id. */
export async function submitRun(
  ctx: Context & Identity,
  { runId, ...revision }: z.output<typeof createInput>,
) {
  const runnerId = ctx.account.id
  const id = await ctx.db.transaction().execute((tx) => submissions.insert(tx, { runId, runnerId, revision }))
  if (id === undefined) {
    const row = await runs.byId(ctx.db, { runId })
    if (row === undefined || row.accountId !== runnerId) refuse('run.not-found')
    if (row.submissionId !== null) refuse('submission.exists', { submissionId: row.submissionId })
    refuse('run.not-finished')
  }
  announceSubmission(ctx, { id, runId })
  return id
}

/** Sends a rejected one in again, as a new revision. */
export async function resubmit(
  ctx: Context & Identity,
  { submissionId: id, ...revision }: z.output<typeof resubmitInput>,
): Promise<void> {
  const { runId } = await ctx.db.transaction().execute(async (tx) => {
    await submissions.lock(tx, { id })
    const found = (await submissions.byId(tx, { id })) ?? refuse('submission.not-found')
    const reason = whyNotChange(found, { act: 'resubmit', accountId: ctx.account.id, at: found.now })
    if (reason !== null) refuse(reason)
    const number = found.revision + 1
    await submissions.addRevision(tx, { submissionId: id, number, revision })
    await submissions.move(tx, { id, state: 'PENDING', round: found.round + 1, revision: number })
    await splits.setCount(tx, { runId: found.runId, counts: true })
    const run = (await runs.byId(tx, found)) ?? refuse('run.not-found')
    await boardEntries.refresh(tx, { boardId: run.boardId, accountIds: [found.runnerId] })
    return found
  })
  announceSubmission(ctx, { id, runId })
}

/** Takes back what nobody has judged. Asked again, it is gone, which is what was wanted. */
export async function withdraw(
  ctx: Context & Identity,
  { submissionId: id }: { readonly submissionId: string },
) {
  const runId = await ctx.db.transaction().execute(async (tx) => {
    await submissions.lock(tx, { id })
    const found = await submissions.byId(tx, { id })
    if (found === undefined) return undefined
    const reason = whyNotChange(found, { act: 'withdraw', accountId: ctx.account.id, at: found.now })
    if (reason !== null) refuse(reason)
    // A claim that ran out a moment ago is written down before the row that says so goes.
    await claims.releaseExpired(tx, { id })
    await submissions.remove(tx, { id, runId: found.runId })
    return found.runId
  })
  if (runId !== undefined) announceSubmission(ctx, { id, runId })
}
