import * as lists from '@shiplap/db/queries/submission-lists'
import * as verdicts from '@shiplap/db/queries/verdicts'
import { submissionsTopic } from '@shiplap/redis/topic-names'
import { z } from 'zod'
import { id, pageSize } from '../input.ts'
import { limited, minutes } from '../limited.ts'
import { anyone, moderator, router, signedIn, verifier } from '../trpc.ts'
import { claim, release } from './claim.ts'
import { decide } from './decide.ts'
import { getSubmission } from './get.ts'
import {
  approveInput,
  createInput,
  reasonInput,
  resubmitInput,
  retimeInput,
  submissionInput,
} from './input.ts'
import { presentListed, presentVerdict } from './present.ts'
import { resubmit, submitRun, withdraw } from './send.ts'

const sending = signedIn.use(
  limited({ name: 'submission.send', points: 30, perMs: minutes(10), by: 'account' }),
)

export const submissionRouter = router({
  create: sending.input(createInput).mutation(async ({ ctx, input }) => {
    const submissionId = await submitRun(ctx, input)
    return getSubmission(ctx, { submissionId })
  }),
  resubmit: sending.input(resubmitInput).mutation(async ({ ctx, input }) => {
    await resubmit(ctx, input)
    return getSubmission(ctx, input)
  }),
  withdraw: signedIn.input(submissionInput).mutation(async ({ ctx, input }) => {
    await withdraw(ctx, input)
    return { withdrawn: true as const }
  }),

  claim: verifier.input(submissionInput).mutation(async ({ ctx, input }) => {
    await claim(ctx, input)
    return getSubmission(ctx, input)
  }),
  release: verifier.input(submissionInput).mutation(async ({ ctx, input }) => {
    await release(ctx, input)
    return getSubmission(ctx, input)
  }),
  approve: verifier.input(approveInput).mutation(async ({ ctx, input: { note, ...input } }) => {
    await decide(ctx, { ...input, kind: 'approve', reason: note })
    return getSubmission(ctx, input)
  }),
  reject: verifier.input(reasonInput).mutation(async ({ ctx, input }) => {
    await decide(ctx, { ...input, kind: 'reject' })
    return getSubmission(ctx, input)
  }),
  retime: verifier.input(retimeInput).mutation(async ({ ctx, input }) => {
    await decide(ctx, { ...input, kind: 'retime' })
    return getSubmission(ctx, input)
  }),
  unverify: moderator.input(reasonInput).mutation(async ({ ctx, input }) => {
    await decide(ctx, { ...input, kind: 'unverify' })
    return getSubmission(ctx, input)
  }),

  get: anyone.input(submissionInput).query(({ ctx, input }) => getSubmission(ctx, input)),

  /** What waits for a verdict, records first, then the oldest. */
  queue: verifier.input(z.strictObject({ limit: pageSize(200, 100) })).query(async ({ ctx, input }) => {
    const viewerId = ctx.account.id
    const [rows, waiting] = await Promise.all([
      lists.queue(ctx.db, { viewerId, limit: input.limit }),
      lists.countWaiting(ctx.db, { viewerId }),
    ])
    return { serverTime: ctx.now().getTime(), waiting, submissions: rows.map(presentListed) }
  }),

  /** The number beside "Verify". */
  waiting: verifier.query(async ({ ctx }) => ({
    waiting: await lists.countWaiting(ctx.db, { viewerId: ctx.account.id }),
  })),

  /** Every verdict that was ever given, the newest first: who decided what, and why; with the claims too, who looked. */
  decisions: verifier
    .input(
      z.strictObject({ before: id.optional(), claims: z.boolean().default(false), limit: pageSize(100, 50) }),
    )
    .query(async ({ ctx, input: { before = null, claims, limit } }) => {
      const rows = await verdicts.latest(ctx.db, { before, claims, limit: limit + 1 })
      return {
        decisions: rows.slice(0, limit).map((row) => presentVerdict(row)),
        next: rows.length > limit ? (rows[limit - 1]?.id ?? null) : null,
      }
    }),

  mine: signedIn
    .input(z.strictObject({ before: id.optional(), limit: pageSize(100, 30) }))
    .query(async ({ ctx, input }) => {
      const { before = null, limit } = input
      const rows = await lists.ofRunner(ctx.db, { runnerId: ctx.account.id, before, limit: limit + 1 })
      return {
        submissions: rows.slice(0, limit).map(presentListed),
        next: rows.length > limit ? (rows[limit - 1]?.id ?? null) : null,
      }
    }),

  /** Tells verifiers which submission changed (null: any may have), so that their queue and claims stay true. */
  changes: verifier.subscription(async function* ({ ctx, signal = new AbortController().signal }) {
    const heard = await ctx.feed.listen(submissionsTopic, signal)
    // Whatever happened between the reading of a page and now was heard by nobody.
    yield { submissionId: null }
    for await (const news of heard)
      yield { submissionId: typeof news.submissionId === 'string' ? news.submissionId : null }
  }),
})
