import { randomBytes } from 'node:crypto'
import * as members from '@shiplap/db/queries/room-members'
import * as moderation from '@shiplap/db/queries/room-moderation'
import * as rooms from '@shiplap/db/queries/rooms'
import { refuse } from '@shiplap/domain/refusal'
import { whyNotRename } from '@shiplap/domain/room'
import { addressOf, privateAddressOf } from '@shiplap/domain/room-address'
import { z } from 'zod'
import { name, text } from '../input.ts'
import { limited, minutes } from '../limited.ts'
import { anyone, router, signedIn } from '../trpc.ts'
import { admit } from './admit.ts'
import { roomDesk } from './desk.ts'
import * as input from './inputs.ts'
import { typing } from './life.ts'
import { roomModeration } from './moderation.ts'
import { people } from './people.ts'
import { presentListed, presentRoom } from './present.ts'

const mostRooms = 300

export const roomRouter = router({
  ...people,
  ...roomModeration,
  ...roomDesk,
  typing,

  /** The rooms that anybody may enter and those that the caller has joined, with what is unread in these. */
  list: anyone.query(async ({ ctx }) => {
    const accountId = (await ctx.identify())?.account.id ?? null
    return (await rooms.list(ctx.db, { accountId, limit: mostRooms })).map(presentListed)
  }),

  get: anyone
    .input(z.strictObject({ room: input.room }))
    .query(async ({ ctx, input }) => presentRoom(await admit(ctx, input.room))),

  create: signedIn
    .use(limited({ name: 'room.create', points: 10, perMs: minutes(60), by: 'account' }))
    .input(
      z.strictObject({
        title: name(80),
        topic: text(300).default(''),
        kind: z.enum(['public', 'private']).default('public'),
      }),
    )
    .mutation(async ({ ctx, input }) => {
      const secret = randomBytes(4).toString('hex')
      const slug = input.kind === 'private' ? privateAddressOf(input.title, secret) : addressOf(input.title)
      const room = { ...input, slug, createdBy: ctx.account.id }
      const made = await ctx.db.transaction().execute((tx) => rooms.insert(tx, room))
      if (made === undefined) refuse('room.name-taken')
      return presentRoom(await admit(ctx, slug))
    }),

  /** Another name and topic, for those who moderate it. The address stays. */
  rename: signedIn
    .use(limited({ name: 'room.rename', points: 10, perMs: minutes(60), by: 'account' }))
    .input(z.strictObject({ room: input.room, title: name(80), topic: text(300) }))
    .mutation(async ({ ctx, input: { room: slug, ...names } }) => {
      const room = await admit(ctx, slug)
      const whyNot = whyNotRename(room)
      if (whyNot !== null) refuse(whyNot)
      await ctx.db.transaction().execute(async (tx) => {
        await rooms.rename(tx, { id: room.id, ...names })
        const detail = room.title === names.title ? '' : `from ${room.title} to ${names.title}`
        await moderation.audit(tx, { roomId: room.id, actorId: ctx.account.id, act: 'rename', detail })
      })
      ctx.life.changed(room.id)
      return presentRoom(await admit(ctx, slug))
    }),

  join: signedIn.input(z.strictObject({ room: input.room })).mutation(async ({ ctx, input }) => {
    const room = await admit(ctx, input.room)
    const isNew = await members.join(ctx.db, { roomId: room.id, accountId: ctx.account.id })
    if (isNew) ctx.life.people(room.id)
    return presentRoom(await admit(ctx, input.room))
  }),

  leave: signedIn.input(z.strictObject({ room: input.room })).mutation(async ({ ctx, input }) => {
    const room = await admit(ctx, input.room)
    await ctx.db.transaction().execute(async (tx) => {
      const who = { roomId: room.id, accountId: ctx.account.id }
      if (room.role === 'owner' && room.kind === 'private' && !(await members.hasOtherOwner(tx, who)))
        refuse('room.needs-owner')
      await members.leave(tx, who)
    })
    ctx.life.people(room.id)
    void ctx.rooms.check()
  }),

  /** Moves the mark of what the caller has read. */
  markRead: signedIn
    .input(z.strictObject({ room: input.room, seq: z.int().min(0) }))
    .mutation(async ({ ctx, input }) => {
      const room = await admit(ctx, input.room)
      await members.markRead(ctx.db, { roomId: room.id, accountId: ctx.account.id, seq: input.seq })
    }),
})
