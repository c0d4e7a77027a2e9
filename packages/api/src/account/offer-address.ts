import { newToken } from '@shiplap/auth/session-token'
import type { Tx } from '@shiplap/db/connect'
import * as accounts from '@shiplap/db/queries/accounts'
import * as mailTokens from '@shiplap/db/queries/mail-tokens'
import { mails } from '@shiplap/domain/mail'
import type { Context } from '../context.ts'
import { mail } from '../mailing.ts'

/**
 * Mails a link by which the owner of an address gives it to the account. If another account has it, its owner hears
 * that instead: whoever asks is told the same in both cases, after the same work.
 */
export async function offerAddress(
  ctx: Context,
  tx: Tx,
  {
    account,
    email,
    emailKey,
    lifeMs,
  }: {
    readonly account: { readonly id: string; readonly username: string }
    readonly email: string
    readonly emailKey: string
    readonly lifeMs: number
  },
): Promise<void> {
  const { token, hash } = newToken()
  const owner = await accounts.byEmail(tx, { emailKey })
  await mailTokens.issue(tx, {
    accountId: account.id,
    purpose: 'email',
    tokenHash: hash,
    email,
    emailKey,
    lifeMs,
  })
  const link = `${ctx.settings.origin}/confirm#${token}`
  const letter =
    owner === undefined || owner.id === account.id
      ? mails.confirmEmail({ username: account.username, link })
      : mails.addressTaken({ origin: ctx.settings.origin })
  await mail(ctx, tx, { to: email, ...letter })
}
