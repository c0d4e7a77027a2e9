import * as accountEvents from '@shiplap/db/queries/account-events'
import { byId } from '@shiplap/db/queries/accounts'
import * as accountsAdmin from '@shiplap/db/queries/accounts-admin'
import { nameKey, roles } from '@shiplap/domain/account'
import { refuse } from '@shiplap/domain/refusal'
import { z } from 'zod'
import type { Context } from '../context.ts'
import { id, pageSize, text } from '../input.ts'
import { sendReset } from '../resetting.ts'
import { copyKeysOf } from '../session.ts'
import { endSessions, endWithin } from '../signing-out.ts'
import { provenAdmin } from '../sudo.ts'
import { admin } from '../trpc.ts'

/** A page of accounts by name, for whoever runs the instance. */
export const accounts = admin
  .input(
    z.strictObject({
      search: text(100).default(''),
      after: text(30).nullable().default(null),
      limit: pageSize(100, 50),
    }),
  )
  .query(async ({ ctx, input: { search, after, limit } }) => {
    const found = await accountsAdmin.page(ctx.db, {
      search: nameKey(search.trim()),
      after,
      limit: limit + 1,
    })
    const shown = found.slice(0, limit)
    return {
      accounts: shown.map((account) => ({
        id: account.id,
        username: account.username,
        email: account.email,
        role: account.role,
        sessions: Number(account.sessions ?? 0),
        createdAt: account.createdAt.toISOString(),
        lastSeenAt: account.lastSeenAt?.toISOString() ?? null,
        isDisabled: account.disabledAt !== null,
        isYou: account.id === ctx.account.id,
      })),
      after: found.length > limit ? (shown.at(-1)?.usernameKey ?? null) : null,
    }
  })

export const setRole = provenAdmin
  .input(z.strictObject({ id, role: z.enum(roles) }))
  .mutation(async ({ ctx, input }) => {
    await ctx.db.transaction().execute(async (tx) => {
      if (!(await accountsAdmin.setRole(tx, input))) refuse('account.last-admin')
      await accountEvents.add(tx, {
        accountId: input.id,
        kind: 'role-changed',
        detail: `${input.role} by ${ctx.account.username}`,
      })
    })
    await forgetAccount(ctx, input.id)
  })

/** Keeps an account out, or lets it in again. All its sessions end at once. */
export const setDisabled = provenAdmin
  .input(z.strictObject({ id, disabled: z.boolean() }))
  .mutation(async ({ ctx, input }) => {
    const ended = await ctx.db.transaction().execute(async (tx) => {
      if (!(await accountsAdmin.setDisabled(tx, input))) refuse('account.last-admin')
      const kind = input.disabled ? 'disabled' : 'enabled'
      await accountEvents.add(tx, { accountId: input.id, kind, detail: `by ${ctx.account.username}` })
      return input.disabled ? endWithin(ctx, tx, { accountId: input.id, which: 'all', by: 'admin' }) : []
    })
    await ctx.copies.forget([...copyKeysOf(ended), `me:${input.id}`])
  })

export const endAccountSessions = provenAdmin
  .input(z.strictObject({ id }))
  .mutation(async ({ ctx, input }) => ({
    ended: await endSessions(ctx, { accountId: input.id, which: 'all', by: 'admin' }),
  }))

/** Mails the account's owner a link to choose a new password. Nobody else ever chooses it. */
export const startReset = provenAdmin.input(z.strictObject({ id })).mutation(async ({ ctx, input }) => {
  const account = (await byId(ctx.db, { id: input.id })) ?? refuse('account.not-found')
  const { email } = account
  if (email === null) refuse('account.no-email')
  await ctx.db.transaction().execute((tx) => sendReset(ctx, tx, { ...account, email }))
})

/** A new role counts with the next request, on every device. */
async function forgetAccount(ctx: Context, accountId: string): Promise<void> {
  const sessions = await accountsAdmin.sessionKeys(ctx.db, { id: accountId })
  await ctx.copies.forget([...copyKeysOf(sessions), `me:${accountId}`])
}
