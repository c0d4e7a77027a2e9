import * as deviceSessions from '@shiplap/db/queries/device-sessions'
import { sudoMs } from '@shiplap/domain/account'
import { refuse } from '@shiplap/domain/refusal'
import type { Context, Identity } from './context.ts'
import { middleware, signedIn } from './trpc.ts'

/** For what matters most: the owner must have given their password or a code on this device a short while ago. */
export const proven = signedIn.use(
  middleware(async ({ ctx, next }) => {
    await requireProof(ctx as Context & Identity) // behind signedIn
    return next()
  }),
)

export async function requireProof(ctx: Context & Identity): Promise<void> {
  if (!(await deviceSessions.isProven(ctx.db, { id: ctx.session.id, withinMs: sudoMs })))
    refuse('account.prove-again')
}
