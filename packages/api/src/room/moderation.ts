import * as members from '@shiplap/db/queries/room-members'
import * as moderation from '@shiplap/db/queries/room-moderation'
import { formatSpan } from '@shiplap/domain/duration'
import { z } from 'zod'
import { text } from '../input.ts'
import { signedIn } from '../trpc.ts'
import { tellDesk } from './desk.ts'
import * as input from './inputs.ts'
import { faced } from './people.ts'

const day = 86_400_000
const person = z.strictObject({ room: input.room, username: text(60, 1) })
const sanction = person.extend({
  /** Without it: until it is lifted. */
  forMs: z
    .int()
    .min(60_000)
    .max(365 * day)
    .nullable()
    .default(null),
  reason: text(500).default(''),
})

/** A procedure that mutes or bans: nobody writes by a right from before. Who is banned is put out everywhere within a second. */
const sanctioning = (kind: 'mute' | 'ban') =>
  signedIn.input(sanction).mutation(async ({ ctx, input }) => {
    const { room, subject } = await faced(ctx, input)
    const who = { roomId: room.id, accountId: subject.id }
    const hasLeft = await ctx.db.transaction().execute(async (tx) => {
      await moderation.sanction(tx, { ...who, kind, forMs: input.forMs, reason: input.reason })
      const hasLeft = kind === 'ban' && (await members.leave(tx, who))
      if (!hasLeft) await members.raiseAccess(tx, who)
      const detail = [input.forMs === null ? '' : `for ${formatSpan(input.forMs)}`, input.reason]
        .filter(Boolean)
        .join(', ')
      await moderation.audit(tx, {
        roomId: room.id,
        actorId: ctx.account.id,
        act: kind,
        subjectId: subject.id,
        detail,
      })
      return hasLeft
    })
    ctx.life.changed(room.id, subject.id)
    if (hasLeft) ctx.life.people(room.id)
    void ctx.rooms.check()
    await tellDesk(ctx, room)
  })

const lifting = (kind: 'mute' | 'ban') =>
  signedIn.input(person).mutation(async ({ ctx, input }) => {
    const { room, subject } = await faced(ctx, input)
    await ctx.db.transaction().execute(async (tx) => {
      if (!(await moderation.lift(tx, { roomId: room.id, accountId: subject.id, kind }))) return
      const act = kind === 'mute' ? ('unmute' as const) : ('unban' as const)
      await moderation.audit(tx, { roomId: room.id, actorId: ctx.account.id, act, subjectId: subject.id })
    })
    ctx.life.changed(room.id, subject.id)
    await tellDesk(ctx, room)
  })

export const roomModeration = {
  mute: sanctioning('mute'),
  unmute: lifting('mute'),
  ban: sanctioning('ban'),
  unban: lifting('ban'),
}
