import * as accounts from '@shiplap/db/queries/accounts'
import * as deviceSessions from '@shiplap/db/queries/device-sessions'
import { emailKey } from '@shiplap/domain/email'
import type { Context } from '../context.ts'
import type { SignInDevice } from '../signing-in.ts'

/** The session by which the visitor is signed in, if it is one of this address on this device: they need no code. */
export async function ownSession(
  ctx: Context,
  { email, device }: { readonly email: string; readonly device: SignInDevice },
) {
  const identity = await ctx.identify()
  if (identity === null) return null
  const account = await accounts.byId(ctx.db, { id: identity.account.id })
  if (account?.email == null || emailKey(account.email) !== emailKey(email)) return null
  const sessions = await deviceSessions.listOf(ctx.db, { accountId: identity.account.id })
  const own = sessions.find((session) => session.id === identity.session.id)
  if (own === undefined || own.type !== device.type) return null
  if (device.vendorUuid !== null && own.vendorUuid !== device.vendorUuid) return null
  return {
    id: own.id,
    createdAt: own.createdAt.toISOString(),
    isNewDevice: false,
    device: { id: own.deviceId, type: own.type, vendorUuid: own.vendorUuid },
    status: 'confirmed' as const,
    codeExpiresAt: null,
  }
}
