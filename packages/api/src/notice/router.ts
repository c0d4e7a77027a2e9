import * as notices from '@shiplap/db/queries/notices'
import { z } from 'zod'
import { id, pageSize } from '../input.ts'
import { router, signedIn } from '../trpc.ts'

export const noticeRouter = router({
  /** What the instance has to tell this account: finishes and verdicts, the newest first. */
  list: signedIn
    .input(z.strictObject({ before: id.optional(), limit: pageSize(100, 30) }))
    .query(async ({ ctx, input: { before = null, limit } }) => {
      const accountId = ctx.account.id
      const [rows, unread] = await Promise.all([
        notices.list(ctx.db, { accountId, before, limit: limit + 1 }),
        notices.countUnread(ctx.db, { accountId }),
      ])
      return {
        unread,
        notices: rows.slice(0, limit).map(({ createdAt, readAt, ...row }) => ({
          ...row,
          createdAt: createdAt.toISOString(),
          readAt: readAt?.toISOString() ?? null,
        })),
        next: rows.length > limit ? (rows[limit - 1]?.id ?? null) : null,
      }
    }),

  /** Marks this notice and all before it as read. */
  markRead: signedIn.input(z.strictObject({ upTo: id })).mutation(async ({ ctx, input }) => {
    const accountId = ctx.account.id
    await notices.markRead(ctx.db, { accountId, upTo: input.upTo })
    return { unread: await notices.countUnread(ctx.db, { accountId }) }
  }),
})
