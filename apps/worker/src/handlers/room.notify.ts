import * as mentions from '@shiplap/db/queries/mentions'
import * as notices from '@shiplap/db/queries/notices'
import type { TransactionalHandler } from '@shiplap/jobs/handler'
import type { Payload } from '@shiplap/jobs/kinds'
import { noticesTopic } from '@shiplap/redis/topic-names'
import type { Tools } from './tools.ts'

/** Leaves a notice for everybody whom a message calls by name, once each, in the words that it has now. */
export function roomNotify({ feed }: Pick<Tools, 'feed'>): TransactionalHandler<Payload<'room.notify'>> {
  return {
    async inTransaction(tx, { payload: { roomId, seq } }) {
      const calls = await mentions.calls(tx, { roomId, seq })
      for (const call of calls)
        await notices.insert(tx, {
          accountId: call.accountId,
          cause: mentions.causeOf({ roomId, seq }),
          notice: {
            kind: 'room.mention',
            body: {
              room: call.slug,
              roomTitle: call.title,
              seq,
              author: call.author,
              excerpt: call.body.slice(0, 200).toWellFormed(),
            },
          },
        })
      return () => {
        for (const { accountId } of calls) feed.announce(noticesTopic(accountId), { kind: 'notices' })
      }
    },
  }
}
