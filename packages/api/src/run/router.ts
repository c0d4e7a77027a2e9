import * as comparisons from '@shiplap/db/queries/comparisons'
import * as runs from '@shiplap/db/queries/runs'
import { refuse } from '@shiplap/domain/refusal'
import { z } from 'zod'
import { id, pageSize } from '../input.ts'
import { limited, minutes } from '../limited.ts'
import { anyone, router, signedIn } from '../trpc.ts'
import { performAct } from './act.ts'
import { announceRun } from './announce.ts'
import { armRun } from './arm.ts'
import { exportInput, exportRun } from './export.ts'
import { getRun } from './get.ts'
import { historyInput, readHistory, readStats } from './history.ts'
import { actInput, armInput, markInput } from './input.ts'
import { watchLiveRuns, watchRun } from './live.ts'
import { presentComparisons, presentOwnRun, presentRun } from './present.ts'

export const runRouter = router({
  arm: signedIn
    .use(limited({ name: 'run.arm', points: 120, perMs: minutes(10), by: 'account' }))
    .input(armInput)
    .mutation(async ({ ctx, input }) => {
      const runId = await armRun(ctx, input)
      const row = (await runs.byId(ctx.db, { runId })) ?? refuse('run.not-found')
      announceRun(ctx, row)
      return presentOwnRun(row)
    }),

  start: signedIn.input(actInput).mutation(({ ctx, input }) => performAct(ctx, { act: 'start', ...input })),
  split: signedIn.input(markInput).mutation(({ ctx, input }) => performAct(ctx, { act: 'split', ...input })),
  undoSplit: signedIn
    .input(actInput)
    .mutation(({ ctx, input }) => performAct(ctx, { act: 'undoSplit', ...input })),
  skipSplit: signedIn
    .input(markInput)
    .mutation(({ ctx, input }) => performAct(ctx, { act: 'skipSplit', ...input })),
  pause: signedIn.input(actInput).mutation(({ ctx, input }) => performAct(ctx, { act: 'pause', ...input })),
  resume: signedIn.input(actInput).mutation(({ ctx, input }) => performAct(ctx, { act: 'resume', ...input })),
  undoFinish: signedIn
    .input(actInput)
    .mutation(({ ctx, input }) => performAct(ctx, { act: 'undoFinish', ...input })),
  abandon: signedIn
    .input(actInput)
    .mutation(({ ctx, input }) => performAct(ctx, { act: 'abandon', ...input })),

  /** Takes back an armed run. Asked again, it is gone already, which is what was wanted. */
  cancel: signedIn.input(z.strictObject({ runId: id })).mutation(async ({ ctx, input }) => {
    const removed = await runs.removeArmed(ctx.db, { ...input, accountId: ctx.account.id })
    const left = removed ? undefined : await runs.byId(ctx.db, input)
    if (left !== undefined) refuse(left.accountId === ctx.account.id ? 'run.not-armed' : 'run.not-found')
    return { cancelled: true as const }
  }),

  /** The runner's live run with all that its page needs, or nothing. */
  current: signedIn.query(async ({ ctx }) => {
    const row = await runs.liveOf(ctx.db, { accountId: ctx.account.id })
    if (row === undefined) return { serverTime: ctx.now().getTime(), run: null, comparisons: null }
    const found = await comparisons.ofRun(ctx.db, { ...row, runId: row.id })
    return {
      serverTime: row.now,
      run: presentOwnRun(row),
      comparisons: found === undefined ? null : presentComparisons(found),
    }
  }),

  get: anyone.input(z.strictObject({ runId: id })).query(({ ctx, input }) => getRun(ctx, input)),

  /** Runs that are on the clock now. */
  listLive: anyone.input(z.strictObject({ limit: pageSize(100, 20) })).query(async ({ ctx, input }) => ({
    runs: (await runs.live(ctx.db, input)).map((row) => presentRun(row)),
  })),

  history: anyone.input(historyInput).query(({ ctx, input }) => readHistory(ctx, input)),
  stats: anyone.input(historyInput.pick({ username: true })).query(({ ctx, input }) => readStats(ctx, input)),

  export: anyone.input(exportInput).query(({ ctx, input }) => exportRun(ctx, input)),

  /** How one run stands, now and after each of its events. For spectators too, who need no account. */
  live: anyone
    .input(z.strictObject({ runId: id }))
    .subscription(({ ctx, input, signal }) => watchRun(ctx, input.runId, signal)),

  /** Every live run as it moves, for the front page. */
  liveAll: anyone.subscription(({ ctx, signal }) => watchLiveRuns(ctx, signal)),
})
