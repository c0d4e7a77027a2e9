import type { Database } from '@shiplap/db/connect'
import * as accountEvents from '@shiplap/db/queries/account-events'
import * as deviceSessions from '@shiplap/db/queries/device-sessions'
import type { Context } from './context.ts'
import { copyKeysOf } from './session.ts'

type Which = Parameters<typeof deviceSessions.end>[1]['which']

/**
 * Ends device sessions of one account: in PostgreSQL first, which tells every process, then their copies, so that the
 * next request anywhere is refused. Answers how many this call ended.
 */
export async function endSessions(
  ctx: Context,
  {
    accountId,
    which,
    by,
  }: { readonly accountId: string; readonly which: Which; readonly by: deviceSessions.EndedBy },
): Promise<number> {
  const ended = await ctx.db.transaction().execute((tx) => endWithin(ctx, tx, { accountId, which, by }))
  await ctx.copies.forget(copyKeysOf(ended))
  return ended.length
}

/** Ends them within a transaction; forget the copies of what it answers after the commit. */
export async function endWithin(
  ctx: Context,
  tx: Database,
  {
    accountId,
    which,
    by,
  }: { readonly accountId: string; readonly which: Which; readonly by: deviceSessions.EndedBy },
): Promise<readonly deviceSessions.Ended[]> {
  const ended = await deviceSessions.end(tx, { accountId, which, by })
  for (const { id, name } of ended)
    await accountEvents.add(tx, {
      accountId,
      kind: 'signed-out',
      sessionId: id,
      device: name,
      ip: ctx.visitor.ip,
      userAgent: ctx.visitor.userAgent,
      detail: by,
    })
  return ended
}
