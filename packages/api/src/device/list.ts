import * as deviceSessions from '@shiplap/db/queries/device-sessions'
import type { Context, Identity } from '../context.ts'
import { signedIn } from '../trpc.ts'
import { type PresentedSession, presentSession } from './present.ts'

/** The device sessions of one's own account, the present one first. */
export const list = signedIn.query(({ ctx }) => sessionsOf(ctx))

/** The same list now and after each change of it, wherever that is made. */
export const live = signedIn.subscription(async function* ({ ctx, signal }) {
  // One change may come while another is read; reading once more covers both.
  let changed = true
  let wake = () => {}
  const stop = ctx.watch.onChange((accountId) => {
    if (accountId !== null && accountId !== ctx.account.id) return
    changed = true
    wake()
  })
  signal?.addEventListener('abort', () => wake())
  try {
    while (!signal?.aborted) {
      if (changed) {
        changed = false
        yield await sessionsOf(ctx)
      } else
        await new Promise<void>((resolve) => {
          wake = resolve
          if (changed || signal?.aborted) resolve()
        })
    }
  } finally {
    stop()
  }
})

async function sessionsOf(ctx: Context & Identity): Promise<readonly PresentedSession[]> {
  const sessions = await deviceSessions.listOf(ctx.db, { accountId: ctx.account.id })
  return sessions
    .map((session) => presentSession(session, ctx.session.id))
    .sort((one, other) => Number(other.isPresent) - Number(one.isPresent))
}
