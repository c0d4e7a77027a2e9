import * as messageWords from '@shiplap/db/queries/message-words'
import type { Line } from '@shiplap/domain/message'
import { z } from 'zod'
import { instant, pageSize, visibleText } from '../input.ts'
import { limited, minutes } from '../limited.ts'
import { admit } from '../room/admit.ts'
import * as input from '../room/inputs.ts'
import { signedIn } from '../trpc.ts'

/** Messages that hold the words, newest first, in one room or in all that the caller may read. */
export const search = signedIn
  .use(limited({ name: 'message.search', points: 60, perMs: minutes(1), by: 'account' }))
  .input(
    z.strictObject({
      words: visibleText(200),
      room: input.room.optional(),
      before: instant.optional(),
      limit: pageSize(50, 20),
    }),
  )
  .query(async ({ ctx, input }) => {
    const room = input.room === undefined ? null : await admit(ctx, input.room)
    const found = await messageWords.search(ctx.db, {
      accountId: ctx.account.id,
      roomId: room?.id ?? null,
      words: input.words,
      before: input.before ?? null,
      limit: input.limit,
    })
    return found.map(({ roomSlug, roomTitle, line }) => ({
      room: roomSlug,
      roomTitle,
      line: JSON.parse(line) as Line, // made by our own message_line
    }))
  })
