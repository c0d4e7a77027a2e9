import * as accounts from '@shiplap/db/queries/accounts'
import * as mailTokens from '@shiplap/db/queries/mail-tokens'
import { refuse } from '@shiplap/domain/refusal'
import { copyMs } from '../account-watch.ts'
import type { Context } from '../context.ts'
import { ownChanges } from '../own-changes.ts'
import { presentAccount } from '../present-account.ts'
import { endSessions } from '../signing-out.ts'
import { anyone, signedIn } from '../trpc.ts'

/** Ends the present session. Doing it twice, or when it was ended elsewhere, is as good. */
export const logOut = anyone.mutation(async ({ ctx }) => {
  const identity = await ctx.identify()
  if (identity !== null)
    await endSessions(ctx, {
      accountId: identity.account.id,
      which: { id: identity.session.id },
      by: 'sign-out',
    })
  ctx.visitor.setCookie(ctx.cookies.session.clear())
})

/** The account that is signed in, as its owner sees it. */
export const me = signedIn.query(async ({ ctx }) => ({
  ...(await ownAccount(ctx, ctx.account.id)),
  session: { id: ctx.session.id, deviceId: ctx.session.deviceId },
}))

/** The account now and after each change of it. When the session ends, so does this, and says why. */
export const watch = signedIn.subscription(async function* ({ ctx, signal }) {
  for await (const _ of ownChanges(ctx, signal)) {
    const account = await accounts.byId(ctx.db, { id: ctx.account.id })
    if (account !== undefined) yield presentAccount(account)
  }
})

/** Copied for a minute; any change to the account is heard and makes it read anew. */
export async function ownAccount(ctx: Context, id: string) {
  const key = `me:${id}`
  const known = await ctx.copies.get<Awaited<ReturnType<typeof read>>>(key, (account) => account.id)
  if (known !== null) return known
  const account = await read(ctx, id)
  ctx.copies.put(key, account, copyMs)
  return account
}

async function read(ctx: Context, id: string) {
  const account = (await accounts.byId(ctx.db, { id })) ?? refuse('account.signed-out')
  const waiting = await mailTokens.waitingEmail(ctx.db, { accountId: id })
  return {
    ...presentAccount(account),
    email: account.email,
    waitingEmail: waiting?.email ?? null,
    hasPassword: account.passwordHash !== null,
    createdAt: account.createdAt.toISOString(),
  }
}
