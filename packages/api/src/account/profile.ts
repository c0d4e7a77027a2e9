import * as accountEvents from '@shiplap/db/queries/account-events'
import * as accounts from '@shiplap/db/queries/accounts'
import { nameKey } from '@shiplap/domain/account'
import { refuse } from '@shiplap/domain/refusal'
import { z } from 'zod'
import { id, pageSize, text } from '../input.ts'
import { anyone, signedIn } from '../trpc.ts'
import { presentEvent, presentProfile } from './present.ts'

/** What everybody may know of an account. */
export const byId = anyone
  .input(z.strictObject({ id }))
  .query(async ({ ctx, input }) =>
    presentProfile((await accounts.profile(ctx.db, { id: input.id })) ?? refuse('account.not-found')),
  )

export const byName = anyone
  .input(z.strictObject({ username: text(30, 1) }))
  .query(async ({ ctx, input }) =>
    presentProfile(
      (await accounts.profile(ctx.db, { usernameKey: nameKey(input.username) })) ??
        refuse('account.not-found'),
    ),
  )

/** What happened to one's own account, newest first, a page at a time. */
export const events = signedIn
  .input(z.strictObject({ before: id.nullable().default(null), limit: pageSize(100, 30) }))
  .query(async ({ ctx, input: { before, limit } }) => {
    const found = await accountEvents.page(ctx.db, { accountId: ctx.account.id, before, limit: limit + 1 })
    const shown = found.slice(0, limit).map(presentEvent)
    return { events: shown, before: found.length > limit ? (shown.at(-1)?.id ?? null) : null }
  })

/** What a form must know before anybody types: the rule stands before the scolding. */
export const rules = anyone.query(({ ctx }) => ({
  openRegistration: ctx.settings.accounts.openRegistration,
  passwordLeast: ctx.settings.accounts.passwordLeast,
  /** Unused for so long, a session ends whose owner did not choose to stay signed in. */
  idleMs: ctx.settings.accounts.lifetimes.othrIdleMs,
}))
