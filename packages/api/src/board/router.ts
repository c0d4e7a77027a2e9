import * as boardRecords from '@shiplap/db/queries/board-records'
import * as boardStacks from '@shiplap/db/queries/board-stacks'
import * as boards from '@shiplap/db/queries/boards'
import { enqueueMany } from '@shiplap/jobs/enqueue'
import { admin, anyone, router } from '../trpc.ts'
import { exportBoard } from './export.ts'
import {
  aroundInput,
  exportInput,
  latestInput,
  pageInput,
  rankInput,
  recordsInput,
  stacksInput,
} from './input.ts'
import { findBoard, presentBoard, readAround, readPage, readRank } from './page.ts'

export const boardRouter = router({
  page: anyone.input(pageInput).query(({ ctx, input }) => readPage(ctx, input)),
  rankOf: anyone.input(rankInput).query(({ ctx, input }) => readRank(ctx, input)),
  around: anyone.input(aroundInput).query(({ ctx, input }) => readAround(ctx, input)),
  export: anyone.input(exportInput).query(({ ctx, input }) => exportBoard(ctx, input)),

  /** What the runners of a board use, the most used first. */
  stacks: anyone.input(stacksInput).query(async ({ ctx, input }) => {
    const board = await findBoard(ctx, input)
    const { standing, limit } = input
    return {
      stacks: board.id === null ? [] : await boardStacks.list(ctx.db, { boardId: board.id, standing, limit }),
    }
  }),

  /** How the record fell, the standing one first. */
  records: anyone.input(recordsInput).query(async ({ ctx, input }) => {
    const board = await findBoard(ctx, input)
    const { limit } = input
    const rows = board.id === null ? [] : await boardRecords.list(ctx.db, { boardId: board.id, limit })
    return {
      board: presentBoard(board, input),
      records: rows.map((row) => ({ ...row, achievedAt: row.achievedAt.toISOString() })),
    }
  }),

  /** The records that fell last, on whichever board: the front page's news. */
  latestRecords: anyone.input(latestInput).query(async ({ ctx, input }) => {
    const rows = await boardRecords.latest(ctx.db, input)
    return { records: rows.map((row) => ({ ...row, achievedAt: row.achievedAt.toISOString() })) }
  }),

  /** Writes every board anew from runs and verdicts, in the background. */
  rebuild: admin.mutation(async ({ ctx }) => {
    const boardIds = await boards.all(ctx.db)
    await enqueueMany(
      ctx.db,
      'board.rebuild',
      boardIds.map((boardId) => ({ boardId })),
    )
    return { boards: boardIds.length }
  }),
})
