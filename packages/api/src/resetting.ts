import { newToken } from '@shiplap/auth/session-token'
import type { Tx } from '@shiplap/db/connect'
import * as accountEvents from '@shiplap/db/queries/account-events'
import * as mailTokens from '@shiplap/db/queries/mail-tokens'
import { resetLinkMs } from '@shiplap/domain/account'
import { emailKey } from '@shiplap/domain/email'
import { mails } from '@shiplap/domain/mail'
import type { Context } from './context.ts'
import { mail } from './mailing.ts'

/** Mails the owner of an account a link by which they choose a new password. */
export async function sendReset(
  ctx: Context,
  tx: Tx,
  account: { readonly id: string; readonly username: string; readonly email: string },
): Promise<void> {
  const { token, hash } = newToken()
  const { id: accountId, username, email } = account
  await mailTokens.issue(tx, {
    accountId,
    purpose: 'reset',
    tokenHash: hash,
    email,
    emailKey: emailKey(email),
    lifeMs: resetLinkMs,
  })
  const { ip, userAgent } = ctx.visitor
  await accountEvents.add(tx, { accountId, kind: 'reset-asked', ip, userAgent })
  // After the #, so that the token stands in no log of a server on the way.
  const link = `${ctx.settings.origin}/reset#${token}`
  await mail(ctx, tx, { to: email, ...mails.reset({ username, link }) })
}
