import * as rooms from '@shiplap/db/queries/rooms'
import { refuse } from '@shiplap/domain/refusal'
import { whyNotRead } from '@shiplap/domain/room'
import type { Context } from '../context.ts'

/** The room and how the caller stands towards it; refuses those who may not read it. */
export async function admit(ctx: Context, slug: string) {
  const identity = await ctx.identify()
  const room = await rooms.standing(ctx.db, { room: { slug }, accountId: identity?.account.id ?? null })
  if (room === undefined) return refuse('room.not-found')
  const standing = { ...room, accountRole: identity?.account.role ?? null }
  const whyNot = whyNotRead(standing)
  return whyNot === null ? { ...standing, identity } : refuse(whyNot)
}
export type Admitted = Awaited<ReturnType<typeof admit>>
