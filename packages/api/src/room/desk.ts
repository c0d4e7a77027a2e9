import * as messages from '@shiplap/db/queries/messages'
import * as members from '@shiplap/db/queries/room-members'
import * as moderation from '@shiplap/db/queries/room-moderation'
import { refuse } from '@shiplap/domain/refusal'
import { whyNotModerate, whyNotModeratePerson } from '@shiplap/domain/room'
import { z } from 'zod'
import type { Context } from '../context.ts'
import { id, pageSize } from '../input.ts'
import { signedIn } from '../trpc.ts'
import { type Admitted, admit } from './admit.ts'
import * as input from './inputs.ts'
import { standingOf } from './people.ts'

const roomOnly = z.strictObject({ room: input.room })
const deskPage = roomOnly.extend({
  /** How many of the newest sanctions to leave out. */
  skip: z.int().min(0).max(100_000).default(0),
  /** The act before which the trail is asked for; without it, its newest acts. */
  before: id.nullable().default(null),
  limit: pageSize(100, 100),
})

/** What a moderator of the room sees: sanctions, the oldest open reports and who did what, a page of each. */
const desk = signedIn.input(deskPage).query(async ({ ctx, input: { room: slug, skip, before, limit } }) => {
  const room = await moderated(ctx, slug)
  const roomId = room.id
  const [sanctions, reports, trail] = await Promise.all([
    moderation.sanctions(ctx.db, { roomId, skip, limit: limit + 1 }),
    moderation.openReports(ctx.db, { roomId, limit: limit + 1 }),
    moderation.trail(ctx.db, { roomId, before, limit: limit + 1 }),
  ])
  return {
    sanctions: sanctions.slice(0, limit).map(({ accountRole, role, ...row }) => ({
      ...row,
      until: row.until?.toISOString() ?? null,
      /** Why the caller cannot lift it; null when they can. */
      whyNotAct: whyNotModeratePerson(room, standingOf(room, { accountRole, role })),
    })),
    hasMoreSanctions: sanctions.length > limit,
    reports: reports.slice(0, limit).map((row) => ({ ...row, createdAt: row.createdAt.toISOString() })),
    hasMoreReports: reports.length > limit,
    trail: trail.slice(0, limit).map((row) => ({ ...row, createdAt: row.createdAt.toISOString() })),
    /** Before which act the next page of the trail begins; null on the last. */
    older: trail.length > limit ? (trail[limit - 1]?.id ?? null) : null,
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
    await tellDesk(ctx, room)
  })

/** The accounts that stand as high in the room as the caller, who cannot act on them, be they its members or not. */
const outranking = signedIn.input(roomOnly).query(async ({ ctx, input }) => {
  const room = await moderated(ctx, input.room)
  const staff = await members.staff(ctx.db, { roomId: room.id })
  return staff
    .filter((person) => whyNotModeratePerson(room, standingOf(room, person)) !== null)
    .map(({ id }) => id)
})

export const roomDesk = { desk, traces, dismissReports, outranking }

/**
 * Tells those who moderate the room, and nobody else, that their desk is not what it was. What is told of is done by then:
 * where it cannot be told, their desks ask by themselves before long.
 */
export async function tellDesk(ctx: Context, room: Admitted): Promise<void> {
  try {
    const staff = await members.staff(ctx.db, { roomId: room.id })
    const moderators = staff.filter((person) => whyNotModerate(standingOf(room, person)) === null)
    ctx.life.desk(
      room.id,
      moderators.map(({ id }) => id),
    )
  } catch (error) {
    ctx.log.warn({ err: error, roomId: room.id }, 'desk not told')
  }
}

/** The room, for those who moderate it. */
async function moderated(ctx: Context, slug: string) {
  const room = await admit(ctx, slug)
  const whyNot = whyNotModerate(room)
  return whyNot === null ? room : refuse(whyNot)
}
