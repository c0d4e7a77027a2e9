import { hashToken } from '@shiplap/auth/session-token'
import type { Tx } from '@shiplap/db/connect'
import * as accountEvents from '@shiplap/db/queries/account-events'
import * as accounts from '@shiplap/db/queries/accounts'
import * as mailTokens from '@shiplap/db/queries/mail-tokens'
import { emailKey } from '@shiplap/domain/email'
import { mails } from '@shiplap/domain/mail'
import { refuse } from '@shiplap/domain/refusal'
import { z } from 'zod'
import * as inputs from '../account-inputs.ts'
import { afterAnswer } from '../after-answer.ts'
import type { Context } from '../context.ts'
import { limited, minutes, spend } from '../limited.ts'
import { mail } from '../mailing.ts'
import { hashChosenPassword } from '../passwords.ts'
import { sendReset } from '../resetting.ts'
import { copyKeysOf } from '../session.ts'
import { endWithin } from '../signing-out.ts'
import { anyone } from '../trpc.ts'

/** Mails a link to choose a new password, if the address belongs to an account. The answer does not tell. */
export const requestReset = anyone
  .use(limited({ name: 'reset', points: 20, perMs: minutes(15), by: 'address' }))
  .input(z.strictObject({ email: inputs.email }))
  .mutation(async ({ ctx, input: { email } }) => {
    await spend(ctx, { name: 'reset mail', key: emailKey(email), points: 3, perMs: minutes(15) })
    const account = await accounts.byEmail(ctx.db, { emailKey: emailKey(email) })
    if (account === undefined) return
    const { email: to } = account
    if (to === null) return
    afterAnswer(ctx, 'reset not sent', () =>
      ctx.db.transaction().execute((tx) => sendReset(ctx, tx, { ...account, email: to })),
    )
  })

/** Sets a new password by a mailed link and signs out everywhere. It signs nobody in. */
export const reset = anyone
  .use(limited({ name: 'reset link', points: 30, perMs: minutes(15), by: 'address' }))
  .input(z.strictObject({ token: inputs.linkToken, password: inputs.password }))
  .mutation(async ({ ctx, input }) => {
    const tokenHash = hashToken(input.token)
    const link =
      (await mailTokens.find(ctx.db, { tokenHash, purpose: 'reset' })) ?? refuse('account.link-invalid')
    const account = (await accounts.byId(ctx.db, { id: link.accountId })) ?? refuse('account.link-invalid')
    const passwordHash = await hashChosenPassword(ctx, { password: input.password, ...account })
    const ended = await ctx.db.transaction().execute(async (tx) => {
      // Used up here and not before, so that a password that is refused does not cost the link.
      if ((await mailTokens.use(tx, { tokenHash, purpose: 'reset' })) === undefined)
        refuse('account.link-invalid')
      return replacePassword(ctx, tx, { account, passwordHash })
    })
    await ctx.copies.forget([...copyKeysOf(ended), `me:${account.id}`])
  })

async function replacePassword(
  ctx: Context,
  tx: Tx,
  {
    account,
    passwordHash,
  }: {
    readonly account: { readonly id: string; readonly username: string; readonly email: string | null }
    readonly passwordHash: string
  },
) {
  const { id, username, email } = account
  await accounts.setPassword(tx, { id, passwordHash })
  await accounts.raiseEpoch(tx, { id })
  await mailTokens.stop(tx, { accountId: id })
  const { ip, userAgent } = ctx.visitor
  await accountEvents.add(tx, { accountId: id, kind: 'password-reset', ip, userAgent })
  const { origin } = ctx.settings
  if (email !== null) await mail(ctx, tx, { to: email, ...mails.passwordChanged({ username, origin }) })
  return endWithin(ctx, tx, { accountId: id, which: 'all', by: 'reset' })
}
