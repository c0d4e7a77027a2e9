import type { Tx } from '@shiplap/db/connect'
import * as mentions from '@shiplap/db/queries/mentions'
import * as messages from '@shiplap/db/queries/messages'
import * as notices from '@shiplap/db/queries/notices'
import * as moderation from '@shiplap/db/queries/room-moderation'
import { longestMessage, mentionsIn, whyNotEdit, whyNotRemove } from '@shiplap/domain/message'
import { refuse } from '@shiplap/domain/refusal'
import { whyNotModerate, whyNotWrite } from '@shiplap/domain/room'
import { enqueue } from '@shiplap/jobs/enqueue'
import { noticesTopic } from '@shiplap/redis/topic-names'
import { z } from 'zod'
import type { Context } from '../context.ts'
import { text, visibleText } from '../input.ts'
import { limited, minutes } from '../limited.ts'
import { admit } from '../room/admit.ts'
import { tellDesk } from '../room/desk.ts'
import * as input from '../room/inputs.ts'
import { signedIn } from '../trpc.ts'

const line = z.strictObject({ room: input.room, seq: input.seq })
const changing = signedIn.use(
  limited({ name: 'message.change', points: 30, perMs: minutes(1), by: 'account' }),
)

/** Says something else instead. Everybody sees that it was edited; moderators see what it said before. */
export const edit = changing
  .input(line.extend({ body: visibleText(longestMessage) }))
  .mutation(async ({ ctx, input }) => {
    const room = await admit(ctx, input.room)
    const whyNot = whyNotWrite(room)
    if (whyNot !== null) refuse(whyNot)
    const at = { roomId: room.id, seq: input.seq }
    const edited = await ctx.db.transaction().execute(async (tx) => {
      const found = (await messages.lock(tx, at)) ?? refuse('message.not-found')
      const whyNot = whyNotEdit(found, ctx.account.id)
      if (whyNot !== null) refuse(whyNot)
      if (found.body === input.body) return null
      const change = { roomId: room.id, target: input.seq, actorId: ctx.account.id, body: input.body }
      const entry = await messages.change(tx, change)
      return { entry, uncalled: await callAgain(tx, at, input.body) }
    })
    if (edited === null) return
    ctx.rooms.tell(room.id, edited.entry.epoch, [edited.entry])
    tellNotices(ctx, edited.uncalled)
  })

/** Takes a message out of sight, one's own or as a moderator, with a trace that it was there. */
export const remove = changing
  .input(line.extend({ reason: text(500).default('') }))
  .mutation(async ({ ctx, input }) => {
    const room = await admit(ctx, input.room)
    const at = { roomId: room.id, seq: input.seq }
    const actorId = ctx.account.id
    const { entry, uncalled, removedBy } = await ctx.db.transaction().execute(async (tx) => {
      const found = (await messages.lock(tx, at)) ?? refuse('message.not-found')
      const whyNot = whyNotRemove(found, actorId, whyNotModerate(room) === null)
      if (whyNot !== null) refuse(whyNot)
      const removedBy = found.authorId === actorId ? ('author' as const) : ('moderator' as const)
      const uncalled = await mentions.unmention(tx, at)
      await notices.takeBack(tx, { accountIds: uncalled, cause: mentions.causeOf(at) })
      if (removedBy === 'moderator') {
        await moderation.settle(tx, { ...at, state: 'upheld', by: actorId })
        const act = 'remove-message' as const
        const audit = { ...at, actorId, act, subjectId: found.authorId, detail: input.reason }
        await moderation.audit(tx, audit)
      }
      const change = { roomId: room.id, target: input.seq, actorId, body: '', removedBy }
      return { entry: await messages.change(tx, change), uncalled, removedBy }
    })
    ctx.rooms.tell(room.id, entry.epoch, [entry])
    tellNotices(ctx, uncalled)
    if (removedBy === 'moderator') await tellDesk(ctx, room)
  })

/** Brings a message to the moderators' notice. */
export const report = changing
  .input(line.extend({ reason: visibleText(500) }))
  .mutation(async ({ ctx, input }) => {
    const room = await admit(ctx, input.room)
    const at = { roomId: room.id, seq: input.seq }
    const found = (await messages.byNumber(ctx.db, at)) ?? refuse('message.not-found')
    if (found.kind === 'system' || found.removedBy !== null) refuse('message.removed')
    await moderation.report(ctx.db, { ...at, reporterId: ctx.account.id, reason: input.reason })
    await tellDesk(ctx, room)
  })

/** Answers whom the line called before and does not call any more. */
async function callAgain(
  tx: Tx,
  at: { readonly roomId: string; readonly seq: number },
  body: string,
): Promise<readonly string[]> {
  const before = await mentions.unmention(tx, at)
  const nameKeys = mentionsIn(body)
  const called = nameKeys.length === 0 ? [] : await mentions.mention(tx, { ...at, nameKeys })
  const uncalled = before.filter((accountId) => !called.includes(accountId))
  await notices.takeBack(tx, { accountIds: uncalled, cause: mentions.causeOf(at) })
  // Who was called before finds the same notice, with the words of now.
  if (called.length > 0) await enqueue(tx, 'room.notify', at)
  return uncalled
}

function tellNotices({ feed }: Context, accountIds: readonly string[]): void {
  for (const accountId of accountIds) feed.announce(noticesTopic(accountId), { kind: 'notices' })
}
