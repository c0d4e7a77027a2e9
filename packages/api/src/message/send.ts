import * as members from '@shiplap/db/queries/room-members'
import { longestMessage } from '@shiplap/domain/message'
import { refuse } from '@shiplap/domain/refusal'
import { whyNotWrite } from '@shiplap/domain/room'
import { z } from 'zod'
import type { Context } from '../context.ts'
import { text, visibleText } from '../input.ts'
import { admit } from '../room/admit.ts'
import * as input from '../room/inputs.ts'
import { anyone } from '../trpc.ts'
import type { Holder, Pass } from './passes.ts'
import { identifyAndTake, take } from './take.ts'
import type { Sent } from './writer.ts'

/** Says something in a room. The same `clientKey` again answers with the number that it got the first time. */
export const send = anyone
  .use(identifyAndTake)
  .input(z.strictObject({ room: input.room, body: visibleText(longestMessage), clientKey: text(64, 8) }))
  .mutation(async ({ ctx, input }) => {
    const holder = { accountId: ctx.account.id, room: input.room }
    const pass = ctx.passes.get(holder) ?? (await askForPass(ctx, input.room))
    const giveBack = ctx.taken ?? (await take(ctx, holder, pass))
    try {
      const sent = await write(ctx, { holder, pass, clientKey: input.clientKey, body: input.body })
      if (sent.isRepeat) await giveBack()
      return sent
    } catch (error) {
      await giveBack()
      throw error
    }
  })

/** Refuses those who may not write in the room. */
async function askForPass(ctx: Context, slug: string): Promise<Pass> {
  const room = await admit(ctx, slug)
  const whyNot = whyNotWrite(room)
  return whyNot === null ? { id: room.id, access: room.access, isMember: room.role !== null } : refuse(whyNot)
}

async function write(
  ctx: Context,
  {
    holder,
    pass,
    ...said
  }: { readonly holder: Holder; readonly pass: Pass; readonly clientKey: string; readonly body: string },
): Promise<Sent> {
  const { accountId, room } = holder
  if (!pass.isMember && (await members.join(ctx.db, { roomId: pass.id, accountId }))) ctx.life.people(pass.id)
  const sent = await ctx.writer.send(pass, { authorId: accountId, ...said })
  if (sent !== null) {
    // Kept once and not with each message, so that PostgreSQL is asked anew from time to time.
    if (ctx.passes.get(holder) === undefined) ctx.passes.keep(holder, { ...pass, isMember: true })
    return sent
  }
  ctx.passes.forget(holder)
  return write(ctx, { holder, pass: await askForPass(ctx, room), ...said })
}
