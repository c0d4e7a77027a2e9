import { timingSafeEqual } from 'node:crypto'
import { hashToken } from '@shiplap/auth/session-token'
import * as accounts from '@shiplap/db/queries/accounts'
import * as accountsAdmin from '@shiplap/db/queries/accounts-admin'
import { nameKey } from '@shiplap/domain/account'
import { refuse } from '@shiplap/domain/refusal'
import { z } from 'zod'
import * as inputs from '../account-inputs.ts'
import type { Context } from '../context.ts'
import { text } from '../input.ts'
import { limited, minutes } from '../limited.ts'
import { hashChosenPassword } from '../passwords.ts'
import { presentAccount } from '../present-account.ts'
import { enqueueRegistered } from '../registering.ts'
import { deviceOf, requireCookies, signIn } from '../signing-in.ts'
import { anyone } from '../trpc.ts'

/** Makes the first administrator, by the link that was printed when the instance started. Once. */
export const setUp = anyone
  .use(limited({ name: 'set up', points: 10, perMs: minutes(10), by: 'address' }))
  .input(
    z.strictObject({
      token: text(200, 1),
      username: inputs.username,
      password: inputs.password,
      ...inputs.signIn,
    }),
  )
  .mutation(async ({ ctx, input }) => {
    requireCookies(ctx, input.means)
    if (!isSetupToken(ctx, input.token)) refuse('account.set-up')
    const { username } = input
    const usernameKey = nameKey(username)
    const passwordHash = await hashChosenPassword(ctx, { password: input.password, username, email: null })
    const device = deviceOf(ctx, input)
    const made = await ctx.db.transaction().execute(async (tx) => {
      await accountsAdmin.lockAdmins(tx)
      if (await accountsAdmin.anyAdmin(tx)) refuse('account.set-up')
      const account =
        (await accounts.insert(tx, { username, usernameKey, passwordHash, role: 'admin' })) ??
        refuse('account.username-taken')
      await enqueueRegistered(tx, account)
      const session = await signIn(ctx, tx, {
        ...input,
        account,
        device,
        confirmedBy: 'setup',
        isFirst: true,
      })
      return { account, session }
    })
    return { account: presentAccount(made.account), tokens: await made.session.hand() }
  })

/** Whether the link still makes an administrator. */
export const canSetUp = anyone
  .input(z.strictObject({ token: text(200, 1) }))
  .query(async ({ ctx, input }) => isSetupToken(ctx, input.token) && !(await accountsAdmin.anyAdmin(ctx.db)))

function isSetupToken(ctx: Context, token: string): boolean {
  const { setupToken } = ctx.settings.accounts
  return setupToken !== null && timingSafeEqual(hashToken(setupToken), hashToken(token))
}
