import * as messages from '@shiplap/db/queries/messages'
import * as members from '@shiplap/db/queries/room-members'
import * as moderation from '@shiplap/db/queries/room-moderation'
import { formatSpan } from '@shiplap/domain/duration'
import { refuse } from '@shiplap/domain/refusal'
import { whyNotModerate } from '@shiplap/domain/room'
import { z } from 'zod'
import type { Context } from '../context.ts'
import { text } from '../input.ts'
import { signedIn } from '../trpc.ts'
import { admit } from './admit.ts'
import * as input from './inputs.ts'
import { faced } from './people.ts'

const day = 86_400_000
const roomOnly = z.strictObject({ room: input.room })
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
  })

/** What a moderator of the room sees: sanctions, open reports and who did what. */
const desk = signedIn.input(roomOnly).query(async ({ ctx, input }) => {
  const room = await moderated(ctx, input.room)
  const [sanctions, reports, trail] = await Promise.all([
    moderation.sanctions(ctx.db, { roomId: room.id }),
    moderation.openReports(ctx.db, { roomId: room.id }),
    moderation.trail(ctx.db, { roomId: room.id, limit: 100 }),
  ])
  return {
    sanctions: sanctions.map((row) => ({ ...row, until: row.until?.toISOString() ?? null })),
    reports: reports.map((row) => ({ ...row, createdAt: row.createdAt.toISOString() })),
    trail: trail.map((row) => ({ ...row, createdAt: row.createdAt.toISOString() })),
  }
})

/** What a line said before each of its changes. */
const traces = signedIn.input(roomOnly.extend({ seq: input.seq })).query(async ({ ctx, input }) => {
  const room = await moderated(ctx, input.room)
  const changes = await messages.changesOf(ctx.db, { roomId: room.id, seq: input.seq })
  return changes.map((row) => ({ ...row, createdAt: row.createdAt.toISOString() }))
})

/** Settles the reports of a line without removing it. */
const dismissReports = signedIn
  .input(roomOnly.extend({ seq: input.seq }))
  .mutation(async ({ ctx, input }) => {
    const room = await moderated(ctx, input.room)
    await ctx.db.transaction().execute(async (tx) => {
      const by = ctx.account.id
      const settled = await moderation.settle(tx, { roomId: room.id, seq: input.seq, state: 'dismissed', by })
      if (settled === 0) refuse('report.not-found')
      await moderation.audit(tx, { roomId: room.id, actorId: by, act: 'dismiss-report', seq: input.seq })
    })
  })

export const roomModeration = {
  mute: sanctioning('mute'),
  unmute: lifting('mute'),
  ban: sanctioning('ban'),
  unban: lifting('ban'),
  desk,
  traces,
  dismissReports,
}

/** The room, for those who moderate it. */
async function moderated(ctx: Context, slug: string) {
  const room = await admit(ctx, slug)
  const whyNot = whyNotModerate(room)
  return whyNot === null ? room : refuse(whyNot)
}
