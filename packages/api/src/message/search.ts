import * as messageWords from '@shiplap/db/queries/message-words'
import type { Line } from '@shiplap/domain/message'
import { z } from 'zod'
import { pageSize, text, visibleText } from '../input.ts'
import { limited, minutes } from '../limited.ts'
import { admit } from '../room/admit.ts'
import * as input from '../room/inputs.ts'
import { signedIn } from '../trpc.ts'
import { readFoundPlace, writeFoundPlace } from './found-place.ts'

/** Messages that hold the words, newest first, in one room or in all that the caller may read. */
export const search = signedIn
  .use(limited({ name: 'message.search', points: 60, perMs: minutes(1), by: 'account' }))
  .input(
    z.strictObject({
      words: visibleText(200),
      room: input.room.optional(),
      /** The `older` of another page. */
      before: text(120).optional(),
      limit: pageSize(50, 20),
    }),
  )
  .query(async ({ ctx, input }) => {
    const room = input.room === undefined ? null : await admit(ctx, input.room)
    const found = await messageWords.search(ctx.db, {
      accountId: ctx.account.id,
      roomId: room?.id ?? null,
      words: input.words,
      before: input.before === undefined ? null : readFoundPlace(input.before),
      // One more than is shown tells whether others follow.
      limit: input.limit + 1,
    })
    const hits = found.slice(0, input.limit).map(({ roomSlug, roomTitle, line }) => ({
      room: roomSlug,
      roomTitle,
      line: JSON.parse(line) as Line, // made by our own message_line
    }))
    const last = found.length > input.limit ? hits.at(-1) : undefined
    return {
      hits,
      /** Before what the next page begins; null on the last. */
      older:
        last === undefined
          ? null
          : writeFoundPlace({ at: new Date(last.line.at), room: last.room, seq: last.line.seq }),
    }
  })
