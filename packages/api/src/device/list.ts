import * as deviceSessions from '@shiplap/db/queries/device-sessions'
import type { Context, Identity } from '../context.ts'
import { ownChanges } from '../own-changes.ts'
import { signedIn } from '../trpc.ts'
import { type PresentedSession, presentSession } from './present.ts'

/** The device sessions of one's own account, the present one first. */
export const list = signedIn.query(({ ctx }) => sessionsOf(ctx))

/** The same list now and after each change of it, wherever that is made. */
export const live = signedIn.subscription(async function* ({ ctx, signal }) {
  for await (const _ of ownChanges(ctx, signal)) yield await sessionsOf(ctx)
})

async function sessionsOf(ctx: Context & Identity): Promise<readonly PresentedSession[]> {
  const sessions = await deviceSessions.listOf(ctx.db, { accountId: ctx.account.id })
  return sessions
    .map((session) => presentSession(session, ctx.session.id))
    .sort((one, other) => Number(other.isPresent) - Number(one.isPresent))
}
