import { getTRPCErrorFromUnknown } from '@trpc/server'
import type { Context } from './context.ts'
import type { Given, Middleware, Outcome, Procedure } from './procedures.ts'

/**
 * Calls a procedure through each of its middlewares, as tRPC's own caller does. That one copies what it hands on key by
 * key at every middleware, which was a sixth of what a small call costs. `rawInput` is what was sent, before any schema
 * has looked at it.
 */
export async function perform(
  procedure: Procedure,
  { path, ctx, rawInput }: { readonly path: string; readonly ctx: Context; readonly rawInput: unknown },
): Promise<unknown> {
  const { type, meta } = procedure._def
  const getRawInput = async () => rawInput
  const given = { path, type, ctx, input: undefined, getRawInput, meta, signal: undefined, batchIndex: 0 }
  const outcome = await step(procedure, 0, given)
  if (outcome.ok) return outcome.data
  throw outcome.error
}

async function step(procedure: Procedure, at: number, given: Given): Promise<Outcome> {
  const next = (changed?: Partial<Given>) =>
    step(procedure, at + 1, changed === undefined ? given : withChanges(given, changed))
  try {
    const middleware = procedure._def.middlewares[at] as Middleware // the last one has no next
    return await middleware({ ...given, next })
  } catch (cause) {
    return { ok: false, error: getTRPCErrorFromUnknown(cause) }
  }
}

const withChanges = (given: Given, { ctx, ...changed }: Partial<Given>): Given => ({
  ...given,
  ...changed,
  ctx: ctx === undefined ? given.ctx : { ...given.ctx, ...ctx },
})
