import * as deviceSessions from '@shiplap/db/queries/device-sessions'
import { sudoMs } from '@shiplap/domain/account'
import { refuse } from '@shiplap/domain/refusal'
import type { Context, Identity } from './context.ts'
import { admin, middleware, signedIn } from './trpc.ts'

const proof = middleware(async ({ ctx, next }) => {
  const { session } = ctx as Context & Identity // both guards below stand behind signedIn
  if (!(await deviceSessions.isProven(ctx.db, { id: session.id, withinMs: sudoMs })))
    refuse('account.prove-again')
  return next()
})

/** For what matters most: the owner must have given their password or a code on this device a short while ago. */
export const proven = signedIn.use(proof)

/** The same for what administrators do to accounts. */
export const provenAdmin = admin.use(proof)
