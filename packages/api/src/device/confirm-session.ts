import { hashCode } from '@shiplap/auth/one-time-code'
import { hashToken } from '@shiplap/auth/session-token'
import type { Tx } from '@shiplap/db/connect'
import * as accountEvents from '@shiplap/db/queries/account-events'
import * as accounts from '@shiplap/db/queries/accounts'
import * as pendingSessions from '@shiplap/db/queries/pending-sessions'
import { nameKey } from '@shiplap/domain/account'
import { usernameFrom } from '@shiplap/domain/email'
import { codePattern } from '@shiplap/domain/one-time-code'
import { refuse } from '@shiplap/domain/refusal'
import { z } from 'zod'
import { afterAnswer } from '../after-answer.ts'
import type { Context } from '../context.ts'
import { id, text } from '../input.ts'
import { limited, minutes } from '../limited.ts'
import { presentAccount } from '../present-account.ts'
import { enqueueRegistered } from '../registering.ts'
import { requireCookies, signIn } from '../signing-in.ts'
import { anyone } from '../trpc.ts'

/**
 * Confirms a pending session by its code: five tries, five minutes, once, and only with the token of who asked. Whatever
 * is wrong, the answer is the same. An address that nobody has becomes an account, where the instance is open.
 */
export const confirmSession = anyone
  .use(limited({ name: 'confirm', points: 60, perMs: minutes(5), by: 'address' }))
  .input(
    z.strictObject({
      id,
      token: text(64, 1),
      code: text(32, 1),
      means: z.enum(['cookie', 'tokens']).default('cookie'),
    }),
  )
  .mutation(async ({ ctx, input }) => {
    requireCookies(ctx, input.means)
    const pending = await tryCode(ctx, input)
    const { done, isNewUser } = await ctx.db.transaction().execute(async (tx) => {
      const { account, isNew } = await accountFor(ctx, tx, pending)
      const session = await signIn(ctx, tx, {
        sessionId: input.id,
        account,
        device: { ...pending, cookieHash: input.means === 'cookie' ? pending.cookieHash : null },
        means: input.means,
        confirmedBy: 'code',
        stay: pending.stay,
        isFirst: isNew,
      })
      return { done: { account, session }, isNewUser: isNew }
    })
    const tokens = await done.session.hand()
    return {
      id: done.session.sessionId,
      status: 'confirmed' as const,
      isNewUser,
      isNewDevice: done.session.isNewDevice,
      account: presentAccount(done.account),
      device: { id: done.session.deviceId, type: pending.type, vendorUuid: pending.vendorUuid },
      tokens,
    }
  })

async function tryCode(
  ctx: Context,
  { id, token, code }: { readonly id: string; readonly token: string; readonly code: string },
): Promise<pendingSessions.Confirmed> {
  if (!codePattern.test(code)) refuse('code.invalid')
  const tried = await pendingSessions.tryCode(ctx.db, {
    id,
    tokenHash: hashToken(token),
    codeHash: hashCode(code, { id, secret: ctx.settings.pepper }),
  })
  if (tried?.isRight) return tried
  if (tried !== undefined) afterAnswer(ctx, 'event lost', () => noteFailure(ctx, tried))
  return refuse('code.invalid')
}

async function noteFailure(ctx: Context, { emailKey }: { readonly emailKey: string }): Promise<void> {
  const account = await accounts.byEmail(ctx.db, { emailKey })
  const { ip, userAgent } = ctx.visitor
  if (account !== undefined)
    await accountEvents.add(ctx.db, { accountId: account.id, kind: 'code-failed', ip, userAgent })
}

async function accountFor(
  ctx: Context,
  tx: Tx,
  { email, emailKey }: { readonly email: string; readonly emailKey: string },
) {
  for (let attempt = 1; attempt <= 50; attempt++) {
    const found = await accounts.byEmail(tx, { emailKey })
    if (found !== undefined) return { account: found, isNew: false }
    if (!ctx.settings.accounts.openRegistration) refuse('code.invalid')
    const username = usernameFrom(email, attempt)
    const usernameKey = nameKey(username)
    const made = await accounts.insert(tx, { username, usernameKey, passwordHash: null, email, emailKey })
    if (made === undefined) continue
    await enqueueRegistered(tx, made)
    return { account: made, isNew: true }
  }
  return refuse('service.unavailable')
}
