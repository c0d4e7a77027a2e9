import * as accounts from '@shiplap/db/queries/accounts'
import { emailLinkMs, nameKey } from '@shiplap/domain/account'
import { emailKey } from '@shiplap/domain/email'
import { refuse } from '@shiplap/domain/refusal'
import { z } from 'zod'
import * as inputs from '../account-inputs.ts'
import { limited, minutes } from '../limited.ts'
import { hashChosenPassword } from '../passwords.ts'
import { presentAccount } from '../present-account.ts'
import { enqueueRegistered } from '../registering.ts'
import { deviceOf, requireCookies, signIn } from '../signing-in.ts'
import { anyone } from '../trpc.ts'
import { offerAddress } from './offer-address.ts'

/** Makes an account and signs it in on this device. An address that is given counts once its owner has confirmed it. */
export const register = anyone
  .use(limited({ name: 'register', points: 30, perMs: minutes(10), by: 'address' }))
  .input(
    z.strictObject({
      username: inputs.username,
      password: inputs.password,
      email: inputs.email.optional(),
      ...inputs.signIn,
    }),
  )
  .mutation(async ({ ctx, input }) => {
    if (!ctx.settings.accounts.openRegistration) refuse('account.registration-closed')
    requireCookies(ctx, input.means)
    const { username, email = null } = input
    const usernameKey = nameKey(username)
    if (await accounts.isUsernameTaken(ctx.db, { key: usernameKey })) refuse('account.username-taken')
    const passwordHash = await hashChosenPassword(ctx, { password: input.password, username, email })
    const device = deviceOf(ctx, input)
    const made = await ctx.db.transaction().execute(async (tx) => {
      const account =
        (await accounts.insert(tx, { username, usernameKey, passwordHash })) ??
        refuse('account.username-taken')
      if (email !== null)
        await offerAddress(ctx, tx, { account, email, emailKey: emailKey(email), lifeMs: emailLinkMs })
      await enqueueRegistered(tx, account)
      const session = await signIn(ctx, tx, {
        ...input,
        account,
        device,
        confirmedBy: 'password',
        isFirst: true,
      })
      return { account, session }
    })
    return { account: presentAccount(made.account), tokens: await made.session.hand() }
  })
