import * as members from '@shiplap/db/queries/room-members'
import * as moderation from '@shiplap/db/queries/room-moderation'
import { nameKey } from '@shiplap/domain/account'
import { refuse } from '@shiplap/domain/refusal'
import { roomRoles, type Standing, whyNotGrant, whyNotModeratePerson } from '@shiplap/domain/room'
import { z } from 'zod'
import type { Context } from '../context.ts'
import { pageSize, text } from '../input.ts'
import { anyone, signedIn } from '../trpc.ts'
import { type Admitted, admit } from './admit.ts'
import * as input from './inputs.ts'

const person = z.strictObject({ room: input.room, username: text(60, 1) })

/** The members of a room by name, a page of them. */
const listMembers = anyone
  .input(
    z.strictObject({ room: input.room, after: text(60).nullable().default(null), limit: pageSize(200, 100) }),
  )
  .query(async ({ ctx, input }) => {
    const room = await admit(ctx, input.room)
    const after = input.after === null ? null : nameKey(input.after)
    const page = await members.list(ctx.db, { roomId: room.id, after, limit: input.limit })
    return page.map((member) => ({
      id: member.id,
      username: member.username,
      role: member.role,
      joinedAt: member.joinedAt.toISOString(),
      /** Why the caller cannot mute, ban or take out this person; null when they can. */
      whyNotAct: whyNotModeratePerson(room, standingOf(room, member)),
    }))
  })

/** How many members a room has. */
const memberCount = anyone
  .input(z.strictObject({ room: input.room }))
  .query(async ({ ctx, input }) => members.count(ctx.db, { roomId: (await admit(ctx, input.room)).id }))

/** Lets somebody into a room: the way into private ones. */
const add = signedIn.input(person).mutation(async ({ ctx, input }) => {
  const { room, subject } = await faced(ctx, input)
  await ctx.db.transaction().execute(async (tx) => {
    await members.join(tx, { roomId: room.id, accountId: subject.id })
    await moderation.audit(tx, {
      roomId: room.id,
      actorId: ctx.account.id,
      act: 'add',
      subjectId: subject.id,
    })
  })
  ctx.life.changed(room.id, subject.id)
  ctx.life.people(room.id)
})

const removeMember = signedIn.input(person).mutation(async ({ ctx, input }) => {
  const { room, subject } = await faced(ctx, input)
  await ctx.db.transaction().execute(async (tx) => {
    if (!(await members.leave(tx, { roomId: room.id, accountId: subject.id }))) refuse('room.no-member')
    const act = 'remove-member' as const
    await moderation.audit(tx, { roomId: room.id, actorId: ctx.account.id, act, subjectId: subject.id })
  })
  ctx.life.changed(room.id, subject.id)
  ctx.life.people(room.id)
  void ctx.rooms.check()
})

const setRole = signedIn
  .input(person.extend({ role: z.enum(roomRoles) }))
  .mutation(async ({ ctx, input }) => {
    const { room, subject } = await faced(ctx, input)
    const whyNot = whyNotGrant(room, input.role)
    if (whyNot !== null) refuse(whyNot)
    await ctx.db.transaction().execute(async (tx) => {
      const set = { roomId: room.id, accountId: subject.id, role: input.role }
      if (!(await members.setRole(tx, set))) refuse('room.no-member')
      await moderation.audit(tx, {
        roomId: room.id,
        actorId: ctx.account.id,
        act: 'set-role',
        subjectId: subject.id,
        detail: input.role,
      })
    })
    ctx.life.changed(room.id, subject.id)
    ctx.life.people(room.id)
  })

export const people = { members: listMembers, memberCount, add, removeMember, setRole }

/** The room and the person a moderator acts on; refuses those who stand too low for it. */
export async function faced(
  ctx: Context,
  { room: slug, username }: { readonly room: string; readonly username: string },
) {
  const room = await admit(ctx, slug)
  const key = nameKey(username)
  const subject =
    (await members.person(ctx.db, { roomId: room.id, nameKey: key })) ?? refuse('account.not-found')
  const whyNot = whyNotModeratePerson(room, standingOf(room, subject))
  if (whyNot !== null) refuse(whyNot)
  return { room, subject }
}

export const standingOf = (
  { kind }: Admitted,
  { accountRole, role }: Pick<Standing, 'accountRole' | 'role'>,
): Standing => ({ kind, accountRole, role, isBanned: false, isMuted: false })
