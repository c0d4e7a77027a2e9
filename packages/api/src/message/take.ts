import type { Context } from '../context.ts'
import { spend } from '../limited.ts'
import { identified, middleware } from '../trpc.ts'
import type { Holder, Pass } from './passes.ts'

/** Takes a point for a line of theirs in the room, or refuses. Answers how to return it, which may be done twice. */
export const take = (ctx: Context, { accountId }: Holder, { id }: Pass): Promise<() => Promise<void>> =>
  spend(ctx, { name: 'message.send', key: `${accountId} ${id}`, ...ctx.settings.messages })

/**
 * For those who are signed in. While it is asked who it is, takes the point of whom it was the last time, where that is
 * known: nearly always it still is, and one wait does for both. `taken` returns that point. Whoever is refused has it back.
 */
export const identifyAndTake = middleware(async ({ ctx, getRawInput, next }) => {
  const [who, point] = await Promise.allSettled([identified(ctx), takeMeanwhile(ctx, getRawInput)])
  const taken = point.status === 'fulfilled' ? point.value : null
  if (who.status === 'rejected') {
    await taken?.()
    throw who.reason
  }
  if (point.status === 'rejected') throw point.reason
  // A context of its own: calls that come in one request share theirs.
  const outcome = await next({ ctx: { ...who.value, taken } })
  if (!outcome.ok) await taken?.()
  return outcome
})

async function takeMeanwhile(ctx: Context, getRawInput: () => Promise<unknown>) {
  const accountId = ctx.recall()?.account.id
  if (accountId === undefined) return null
  const { room } = Object(await getRawInput()) as { readonly room?: unknown }
  if (typeof room !== 'string') return null
  const holder = { accountId, room }
  const pass = ctx.passes.get(holder)
  return pass === undefined ? null : take(ctx, holder, pass)
}
