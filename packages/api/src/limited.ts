import { refuse } from '@shiplap/domain/refusal'
import { addressKey } from './address-key.ts'
import type { Context, Identity } from './context.ts'
import { middleware } from './trpc.ts'

const minute = 60_000
export const minutes = (count: number) => count * minute

type Rule = { readonly name: string; readonly points: number; readonly perMs: number }

/**
 * Lets at most `points` calls through in any stretch of `perMs`, by the caller's address, or by their account.
 *
 * @example anyone.use(limited({ name: 'register', points: 20, perMs: minutes(10), by: 'address' })).input(…)
 */
export function limited({ by, ...rule }: Rule & { readonly by: 'address' | 'account' }) {
  return middleware(async ({ ctx, next }) => {
    if (by === 'address') await spendByAddress(ctx, rule)
    else await spend(ctx, { ...rule, key: `account ${accountIn(ctx).id}` })
    return next()
  })
}

/** Takes a point of the caller's address, or refuses. */
export function spendByAddress(ctx: Context, rule: Rule): Promise<() => Promise<void>> {
  const points = Math.ceil(rule.points * ctx.settings.accounts.addressLimitFactor)
  return spend(ctx, { ...rule, points, key: `address ${addressKey(ctx.visitor.ip)}` })
}

/** Takes a point of `key`, or refuses and says when to come back. Answers how to return the point. */
export async function spend(
  ctx: Context,
  { name, key, points, perMs }: Rule & { readonly key: string },
): Promise<() => Promise<void>> {
  const taken = await ctx.limiter.take({ key: `${name} ${key}`, points, perMs })
  if (!taken.ok) refuse('limit.reached', { retryAfterMs: taken.retryAfterMs })
  return taken.giveBack
}

function accountIn(ctx: Context & Partial<Identity>): Identity['account'] {
  if (ctx.account === undefined) throw new Error('a limit by account stands behind signedIn')
  return ctx.account
}
