import { hashToken } from '@shiplap/auth/session-token'
import * as accountEvents from '@shiplap/db/queries/account-events'
import * as accounts from '@shiplap/db/queries/accounts'
import * as mailTokens from '@shiplap/db/queries/mail-tokens'
import { emailLinkMs, nameKey } from '@shiplap/domain/account'
import { emailKey } from '@shiplap/domain/email'
import { mails } from '@shiplap/domain/mail'
import { refuse } from '@shiplap/domain/refusal'
import { z } from 'zod'
import * as inputs from '../account-inputs.ts'
import { limited, minutes, spend } from '../limited.ts'
import { mail } from '../mailing.ts'
import { proven } from '../sudo.ts'
import { anyone, signedIn } from '../trpc.ts'
import { offerAddress } from './offer-address.ts'
import { ownAccount } from './session.ts'

/** Changes what the account is called, and signs in by. Its owner is told. */
export const update = signedIn
  .use(limited({ name: 'rename', points: 5, perMs: minutes(60), by: 'account' }))
  .input(z.strictObject({ username: inputs.username }))
  .mutation(async ({ ctx, input: { username } }) => {
    const { id } = ctx.account
    await ctx.db.transaction().execute(async (tx) => {
      const before = (await accounts.byId(tx, { id })) ?? refuse('account.signed-out')
      if (!(await accounts.setUsername(tx, { id, username, usernameKey: nameKey(username) })))
        refuse('account.username-taken')
      const { username: from, email } = before
      if (from === username) return
      const { ip, userAgent } = ctx.visitor
      const sessionId = ctx.session.id
      await accountEvents.add(tx, { accountId: id, kind: 'renamed', sessionId, ip, userAgent, detail: from })
      const { origin } = ctx.settings
      if (email !== null) await mail(ctx, tx, { to: email, ...mails.renamed({ from, to: username, origin }) })
    })
    await ctx.copies.forget([`me:${id}`])
    return ownAccount(ctx, id)
  })

/** Mails a link to the address; it is the account's once the link has been opened. */
export const changeEmail = proven
  .use(limited({ name: 'change address', points: 5, perMs: minutes(60), by: 'account' }))
  .input(z.strictObject({ email: inputs.email }))
  .mutation(async ({ ctx, input: { email } }) => {
    await spend(ctx, { name: 'confirm mail', key: emailKey(email), points: 3, perMs: minutes(15) })
    await ctx.db.transaction().execute((tx) =>
      offerAddress(ctx, tx, {
        account: ctx.account,
        email,
        emailKey: emailKey(email),
        lifeMs: emailLinkMs,
      }),
    )
    await ctx.copies.forget([`me:${ctx.account.id}`])
  })

/** Gives the account the address that the link was mailed to. The link is proof enough, so nobody needs to be signed in. */
export const confirmEmail = anyone
  .use(limited({ name: 'confirm link', points: 30, perMs: minutes(15), by: 'address' }))
  .input(z.strictObject({ token: inputs.linkToken }))
  .mutation(async ({ ctx, input }) => {
    const done = await ctx.db.transaction().execute(async (tx) => {
      const link =
        (await mailTokens.use(tx, { tokenHash: hashToken(input.token), purpose: 'email' })) ??
        refuse('account.link-invalid')
      const before = (await accounts.byId(tx, { id: link.accountId })) ?? refuse('account.link-invalid')
      if (!(await accounts.setEmail(tx, { id: before.id, ...link }))) refuse('account.email-taken')
      await mailTokens.stop(tx, { accountId: before.id })
      const { ip, userAgent } = ctx.visitor
      await accountEvents.add(tx, {
        accountId: before.id,
        kind: 'email-confirmed',
        ip,
        userAgent,
        detail: link.email,
      })
      const { username, email: from } = before
      if (from !== null && from !== link.email)
        for (const to of [from, link.email])
          await mail(ctx, tx, {
            to,
            ...mails.emailChanged({ username, from, to: link.email, origin: ctx.settings.origin }),
          })
      return { id: before.id, username, email: link.email }
    })
    await ctx.copies.forget([`me:${done.id}`])
    return { username: done.username, email: done.email }
  })
