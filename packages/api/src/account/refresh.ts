import { randomBytes } from 'node:crypto'
import { readRefreshToken, successorOf } from '@shiplap/auth/refresh-token'
import * as accountEvents from '@shiplap/db/queries/account-events'
import * as accounts from '@shiplap/db/queries/accounts'
import * as deviceSessions from '@shiplap/db/queries/device-sessions'
import * as refreshFamilies from '@shiplap/db/queries/refresh-families'
import { refreshGraceMs } from '@shiplap/domain/device'
import { mails } from '@shiplap/domain/mail'
import { refuse } from '@shiplap/domain/refusal'
import { z } from 'zod'
import type { Context } from '../context.ts'
import { text } from '../input.ts'
import { limited, minutes } from '../limited.ts'
import { mail } from '../mailing.ts'
import { copyKeysOf } from '../session.ts'
import { tokensFor } from '../signing-in.ts'
import { anyone } from '../trpc.ts'

/**
 * Gives the next pair of tokens for a refresh token. Asked again within ten seconds, it gives the same next refresh
 * token, so that two calls at once, or one whose answer was lost, agree. A token that is older than that was copied by
 * somebody: its device session ends, and the owner is told.
 */
export const refresh = anyone
  .use(limited({ name: 'refresh', points: 300, perMs: minutes(5), by: 'address' }))
  .input(z.strictObject({ refreshToken: text(200, 1) }))
  .mutation(async ({ ctx, input: { refreshToken } }) => {
    const secret = ctx.settings.pepper
    const { sessionId, hash } = readRefreshToken(refreshToken, secret) ?? refuse('token.invalid')
    const nonce = randomBytes(16)
    const next = successorOf(refreshToken, { sessionId, secret, nonce })
    const rotated = await refreshFamilies.rotate(ctx.db, { sessionId, hash, next: next.hash, nonce })
    const family = await refreshFamilies.standing(ctx.db, { sessionId, hash, graceMs: refreshGraceMs })
    if (family === undefined || !family.live) refuse('token.invalid')
    await deviceSessions.touch(ctx.db, { id: sessionId, ip: ctx.visitor.ip })
    if (rotated) return tokensFor(ctx, { sessionId, accountId: family.accountId, refresh: next.token })
    if (!family.inGrace) return endStolen(ctx, { sessionId, accountId: family.accountId })
    const told = successorOf(refreshToken, { sessionId, secret, nonce: family.nonce })
    return tokensFor(ctx, { sessionId, accountId: family.accountId, refresh: told.token })
  })

async function endStolen(
  ctx: Context,
  { sessionId, accountId }: { readonly sessionId: string; readonly accountId: string },
): Promise<never> {
  const ended = await ctx.db.transaction().execute(async (tx) => {
    const sessions = await deviceSessions.end(tx, { accountId, which: { id: sessionId }, by: 'reuse' })
    const account = await accounts.byId(tx, { id: accountId })
    const { ip, userAgent } = ctx.visitor
    for (const { name: device } of sessions) {
      await accountEvents.add(tx, { accountId, kind: 'refresh-reused', sessionId, device, ip, userAgent })
      if (account?.email == null) continue
      const { username, email } = account
      const { origin } = ctx.settings
      await mail(ctx, tx, {
        to: email,
        ...mails.refreshReused({ username, device, ip, at: ctx.now(), origin }),
      })
    }
    return sessions
  })
  await ctx.copies.forget(copyKeysOf(ended))
  return refuse('token.reused')
}
