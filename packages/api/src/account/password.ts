import { newToken } from '@shiplap/auth/session-token'
import * as accountEvents from '@shiplap/db/queries/account-events'
import * as accounts from '@shiplap/db/queries/accounts'
import * as deviceSessions from '@shiplap/db/queries/device-sessions'
import * as mailTokens from '@shiplap/db/queries/mail-tokens'
import { mails } from '@shiplap/domain/mail'
import { refuse } from '@shiplap/domain/refusal'
import { z } from 'zod'
import * as inputs from '../account-inputs.ts'
import type { Context, Identity } from '../context.ts'
import { minutes, spend } from '../limited.ts'
import { mail } from '../mailing.ts'
import { hashChosenPassword } from '../passwords.ts'
import { copyKey, copyKeysOf } from '../session.ts'
import { endWithin } from '../signing-out.ts'
import { proven } from '../sudo.ts'
import { signedIn } from '../trpc.ts'

/** Shows that it is still the owner who sits there. The session gets a new token. */
export const reauthenticate = signedIn
  .input(z.strictObject({ password: inputs.password }))
  .mutation(async ({ ctx, input }) => {
    if (ctx.session.means === 'cookie' && !ctx.visitor.takesCookies) refuse('account.cookies-need-http')
    await checkOwnPassword(ctx, input.password)
    await renewSession(ctx)
    await note(ctx, 'proved-again')
  })

/** Needs the present password, ends every other device session, and gives this one a new token. */
export const changePassword = signedIn
  .input(z.strictObject({ current: inputs.password, password: inputs.password }))
  .mutation(async ({ ctx, input }) => {
    if (ctx.session.means === 'cookie' && !ctx.visitor.takesCookies) refuse('account.cookies-need-http')
    const account = await checkOwnPassword(ctx, input.current)
    await storePassword(ctx, account, input.password)
  })

/** For an account that signs in by code and has no password yet. */
export const setPassword = proven
  .input(z.strictObject({ password: inputs.password }))
  .mutation(async ({ ctx, input }) => {
    const account = (await accounts.byId(ctx.db, { id: ctx.account.id })) ?? refuse('account.signed-out')
    if (account.passwordHash !== null) refuse('account.wrong-password')
    await storePassword(ctx, account, input.password)
  })

type Owner = Context & Identity
type Account = NonNullable<Awaited<ReturnType<typeof accounts.byId>>>

async function checkOwnPassword(ctx: Owner, password: string): Promise<Account> {
  const account = (await accounts.byId(ctx.db, { id: ctx.account.id })) ?? refuse('account.signed-out')
  if (account.passwordHash === null) refuse('account.no-password')
  const giveBack = await spend(ctx, {
    name: 'own password',
    key: ctx.account.id,
    points: 10,
    perMs: minutes(15),
  })
  const { ok } = await ctx.passwords.verify(password, account.passwordHash)
  if (!ok) {
    await note(ctx, 'proof-failed')
    refuse('account.wrong-password')
  }
  await giveBack()
  return account
}

async function storePassword(ctx: Owner, account: Account, password: string): Promise<void> {
  const passwordHash = await hashChosenPassword(ctx, { password, ...account })
  const ended = await ctx.db.transaction().execute(async (tx) => {
    await accounts.setPassword(tx, { id: account.id, passwordHash })
    await mailTokens.stop(tx, { accountId: account.id })
    const { ip, userAgent } = ctx.visitor
    await accountEvents.add(tx, {
      accountId: account.id,
      kind: 'password-changed',
      sessionId: ctx.session.id,
      ip,
      userAgent,
    })
    const { username, email } = account
    if (email !== null)
      await mail(ctx, tx, { to: email, ...mails.passwordChanged({ username, origin: ctx.settings.origin }) })
    return endWithin(ctx, tx, { accountId: account.id, which: { except: ctx.session.id }, by: 'password' })
  })
  await ctx.copies.forget([...copyKeysOf(ended), `me:${account.id}`])
  await renewSession(ctx)
}

async function renewSession(ctx: Owner): Promise<void> {
  const fresh = ctx.session.means === 'cookie' ? newToken() : null
  const renewed =
    (await deviceSessions.reauthenticate(ctx.db, {
      id: ctx.session.id,
      accountId: ctx.account.id,
      tokenHash: fresh?.hash ?? null,
    })) ?? refuse('account.signed-out')
  const { replacedTokenHash, idleMs } = renewed
  await ctx.copies.forget([
    copyKey({ id: ctx.session.id }),
    ...(replacedTokenHash ? [copyKey({ tokenHash: replacedTokenHash })] : []),
  ])
  if (fresh !== null) ctx.visitor.setCookie(ctx.cookies.session.set(fresh.token, Math.floor(idleMs / 1000)))
}

async function note(ctx: Owner, kind: string): Promise<void> {
  const { ip, userAgent } = ctx.visitor
  await accountEvents.add(ctx.db, {
    accountId: ctx.account.id,
    kind,
    sessionId: ctx.session.id,
    ip,
    userAgent,
  })
}
