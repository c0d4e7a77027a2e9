import * as notices from '@shiplap/db/queries/notices'
import { noticesTopic } from '@shiplap/redis/topic-names'
import { z } from 'zod'
import type { Context, Identity } from '../context.ts'
import { id, pageSize } from '../input.ts'
import { router, signedIn } from '../trpc.ts'

export const noticeRouter = router({
  /** What the instance has to tell this account: finishes, verdicts and mentions, the newest first. */
  list: signedIn
    .input(z.strictObject({ before: id.optional(), limit: pageSize(100, 30) }))
    .query(async ({ ctx, input: { before = null, limit } }) => {
      const [rows, { unread }] = await Promise.all([
        notices.list(ctx.db, { accountId: ctx.account.id, before, limit: limit + 1 }),
        countUnread(ctx),
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

  /** The number beside "Notices". */
  unread: signedIn.query(({ ctx }) => countUnread(ctx)),

  /** The same number now, and whenever it changes. */
  live: signedIn.subscription(async function* ({ ctx, signal = new AbortController().signal }) {
    // Listening begins before the number is read, so that nothing falls between the two.
    const news = await ctx.feed.listen(noticesTopic(ctx.account.id), signal)
    yield await countUnread(ctx)
    for await (const _ of news) yield await countUnread(ctx)
  }),

  /** Marks this notice and all before it as read. */
  markRead: signedIn.input(z.strictObject({ upTo: id })).mutation(async ({ ctx, input }) => {
    const accountId = ctx.account.id
    await notices.markRead(ctx.db, { accountId, upTo: input.upTo })
    ctx.feed.announce(noticesTopic(accountId), { kind: 'notices' })
    return countUnread(ctx)
  }),
})

async function countUnread({ db, account }: Context & Identity) {
  return { unread: await notices.countUnread(db, { accountId: account.id }) }
}
