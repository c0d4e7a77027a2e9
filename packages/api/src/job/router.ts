import * as acts from '@shiplap/db/queries/jobs-acts'
import * as jobs from '@shiplap/db/queries/jobs-admin'
import * as stats from '@shiplap/db/queries/jobs-stats'
import { refuse } from '@shiplap/domain/refusal'
import { z } from 'zod'
import { admin, router } from '../trpc.ts'
import { actOnJobs, setPaused } from './act.ts'
import { jobId, kindName, listInput, targetInput } from './input.ts'
import { sharedOverview, watchJobs } from './live.ts'
import { listMails, readMail } from './mails.ts'
import { hiddenFields, presentJob, presentWholeJob } from './present.ts'

export const jobRouter = router({
  /** Jobs that match, the newest first. */
  list: admin.input(listInput).query(async ({ ctx, input: { filter, before, limit } }) => {
    const found = await jobs.list(ctx.db, {
      filter: { ...filter, hidden: hiddenFields },
      before: before ?? Number.MAX_SAFE_INTEGER,
      most: limit + 1,
    })
    const shown = found.slice(0, limit)
    return {
      jobs: shown.map(presentJob),
      before: found.length > limit ? (shown.at(-1)?.id ?? null) : null,
    }
  }),

  get: admin.input(z.strictObject({ id: jobId })).query(async ({ ctx, input }) => {
    const job = (await jobs.byId(ctx.db, input)) ?? refuse('job.not-found')
    return presentWholeJob(job)
  }),

  stats: admin.query(({ ctx }) => sharedOverview(ctx.db)),

  /** Dead jobs by what went wrong, the most frequent first. */
  groups: admin.query(async ({ ctx }) => {
    const groups = await stats.groups(ctx.db, { most: 50 })
    return groups.map((group) => ({
      ...group,
      firstAt: group.firstAt.toISOString(),
      lastAt: group.lastAt.toISOString(),
    }))
  }),

  retry: admin
    .input(targetInput)
    .mutation(({ ctx, input }) => actOnJobs(ctx, ctx, { act: 'retry', target: input })),
  cancel: admin
    .input(targetInput)
    .mutation(({ ctx, input }) => actOnJobs(ctx, ctx, { act: 'cancel', target: input })),
  runNow: admin
    .input(targetInput)
    .mutation(({ ctx, input }) => actOnJobs(ctx, ctx, { act: 'run-now', target: input })),

  pauseKind: admin
    .input(z.strictObject({ kind: kindName }))
    .mutation(({ ctx, input }) => setPaused(ctx, ctx, { ...input, isPaused: true })),
  resumeKind: admin
    .input(z.strictObject({ kind: kindName }))
    .mutation(({ ctx, input }) => setPaused(ctx, ctx, { ...input, isPaused: false })),

  /** What administrators did, the latest first. */
  acts: admin.query(async ({ ctx }) =>
    (await acts.acts(ctx.db, { most: 20 })).map(({ actedAt, target, ...act }) => ({
      ...act,
      target: JSON.stringify(target),
      at: actedAt.toISOString(),
    })),
  ),

  mails: admin.query(({ ctx }) => listMails(ctx)),
  mail: admin
    .input(z.strictObject({ key: z.string().regex(/^[a-z0-9-]{1,80}$/) }))
    .query(({ ctx, input }) => readMail(ctx, input)),

  live: admin.subscription(({ ctx, signal }) => watchJobs(ctx, signal)),
})
