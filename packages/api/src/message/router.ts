import * as pages from '@shiplap/db/queries/message-pages'
import type { Line } from '@shiplap/domain/message'
import { refuse } from '@shiplap/domain/refusal'
import { runTopic } from '@shiplap/redis/topic-names'
import { channelOf } from '@shiplap/redis/topics'
import { z } from 'zod'
import type { Context } from '../context.ts'
import { parseCursor } from '../feed/entry.ts'
import { live } from '../feed/live.ts'
import { snapshotLines } from '../feed/newest.ts'
import { pageSize, text } from '../input.ts'
import { type Admitted, admit } from '../room/admit.ts'
import * as input from '../room/inputs.ts'
import { anyone, router } from '../trpc.ts'
import { edit, remove, report } from './changes.ts'
import { search } from './search.ts'
import { send } from './send.ts'

export const messageRouter = router({
  edit,
  remove,
  report,
  search,
  send,

  /** A page of lines in order: the newest, those before a number, or those after one. */
  list: anyone
    .input(
      z
        .strictObject({
          room: input.room,
          before: input.seq.optional(),
          after: z.int().min(0).optional(),
          limit: pageSize(100, 50),
        })
        .refine(({ before, after }) => before === undefined || after === undefined, 'either before or after'),
    )
    .query(async ({ ctx, input: { room: slug, ...page } }) => {
      const room = await admit(ctx, slug)
      return (
        (await newestPage(ctx, room, page)) ?? linesOf(await pages.page(ctx.db, { roomId: room.id, ...page }))
      )
    }),

  /** What happens in a room from `after` (the id of the last event) on; without it, its newest lines and then what follows. */
  live: anyone
    .meta({ roomFeed: true })
    .input(
      z.strictObject({
        room: input.room,
        after: text(30).optional(),
        lastEventId: text(30).optional(),
      }),
    )
    .subscription(async ({ ctx, input, signal }) => {
      const cursor = cursorOf(input.lastEventId ?? input.after)
      const room = await admit(ctx, input.room)
      const feed = await ctx.rooms.open(room.id, {
        channel: room.runId ? channelOf(runTopic(room.runId)) : undefined,
      })
      const { id = null, username = null } = room.identity?.account ?? {}
      const admission = { accountId: id, name: username, access: room.access }
      return live({ feed, cursor, admission, signal })
    }),
})

type Page = {
  readonly before?: number | undefined
  readonly after?: number | undefined
  readonly limit: number
}

/** The newest lines as they lie ready; null where another page is asked for, or where edits have crowded lines out of it. */
async function newestPage(ctx: Context, room: Admitted, page: Page): Promise<readonly Line[] | null> {
  if (page.before !== undefined || page.after !== undefined || page.limit > snapshotLines) return null
  const lines = linesOf(await ctx.rooms.newest(room)).slice(-page.limit)
  const isWhole = lines.length === page.limit || room.lastSeq === 0 || lines[0]?.seq === 1
  return isWhole ? lines : null
}

const linesOf = (texts: readonly string[]) => texts.map((text) => JSON.parse(text) as Line) // made by our own message_line

function cursorOf(given: string | undefined) {
  if (given === undefined || given === '') return null
  return parseCursor(given) ?? refuse('request.invalid', { fields: ['lastEventId: is no id of an event'] })
}
