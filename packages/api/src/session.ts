import type { TokenCookie } from '@shiplap/auth/cookie'
import { hashToken } from '@shiplap/auth/session-token'
import * as deviceSessions from '@shiplap/db/queries/device-sessions'
import type { Identity, Services, Visitor } from './context.ts'

/** Who the visitor's credential belongs to; null when there is none or it no longer opens anything. */
export async function identify(
  { db }: Services,
  visitor: Visitor,
  cookie: TokenCookie,
): Promise<Identity | null> {
  const token = cookie.read(visitor.cookies ?? undefined)
  if (token === null) return null
  const found = await deviceSessions.byToken(db, { tokenHash: hashToken(token) })
  if (found === undefined) return null
  return {
    account: { id: found.accountId, username: found.username, role: found.role },
    session: { id: found.id, deviceId: found.deviceId },
  }
}
