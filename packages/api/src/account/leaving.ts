import * as accountExports from '@shiplap/db/queries/account-exports'
import * as accounts from '@shiplap/db/queries/accounts'
import * as accountsAdmin from '@shiplap/db/queries/accounts-admin'
import * as deviceSessions from '@shiplap/db/queries/device-sessions'
import { nameKey } from '@shiplap/domain/account'
import { mails } from '@shiplap/domain/mail'
import { refuse } from '@shiplap/domain/refusal'
import { enqueue } from '@shiplap/jobs/enqueue'
import { z } from 'zod'
import * as inputs from '../account-inputs.ts'
import { limited, minutes } from '../limited.ts'
import { mail } from '../mailing.ts'
import { copyKeysOf } from '../session.ts'
import { proven } from '../sudo.ts'
import { signedIn } from '../trpc.ts'

/** Has everything gathered that is kept of the account; `exported` has it when it is ready. */
export const exportData = proven
  .use(limited({ name: 'export', points: 3, perMs: minutes(60), by: 'account' }))
  .mutation(async ({ ctx }) => {
    await ctx.db.transaction().execute(async (tx) => {
      const { id } = await accountExports.ask(tx, { accountId: ctx.account.id })
      await enqueue(tx, 'account.export', { exportId: id })
    })
  })

export const exported = signedIn.query(async ({ ctx }) => {
  const newest = await accountExports.newest(ctx.db, { accountId: ctx.account.id })
  if (newest === undefined) return null
  const { askedAt, readyAt, content } = newest
  return { askedAt: askedAt.toISOString(), readyAt: readyAt?.toISOString() ?? null, content }
})

/** Takes the person out of the account for good. Runs and messages stay, under a name that tells nothing. */
export const deleteAccount = proven
  .input(z.strictObject({ username: inputs.username }))
  .mutation(async ({ ctx, input }) => {
    if (nameKey(input.username) !== nameKey(ctx.account.username)) refuse('account.not-found')
    const ended = await ctx.db.transaction().execute(async (tx) => {
      const { id } = ctx.account
      if (!(await accountsAdmin.setRole(tx, { id, role: 'member' }))) refuse('account.last-admin')
      const account = (await accounts.byId(tx, { id })) ?? refuse('account.signed-out')
      const sessions = await deviceSessions.end(tx, { accountId: id, which: 'all', by: 'deletion' })
      await accounts.anonymise(tx, { id })
      if (account.email !== null) await mail(ctx, tx, { to: account.email, ...mails.deleted(account) })
      return sessions
    })
    await ctx.copies.forget([...copyKeysOf(ended), `me:${ctx.account.id}`])
    ctx.visitor.setCookie(ctx.cookies.session.clear())
  })
