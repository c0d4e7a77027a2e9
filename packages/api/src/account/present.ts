import type { Role } from '@shiplap/domain/account'
import { presentAccount } from '../present-account.ts'

/** The account as everybody may see it. */
export function presentProfile(profile: {
  readonly id: string
  readonly username: string
  readonly role: Role
  readonly createdAt: Date
}) {
  return { ...presentAccount(profile), createdAt: profile.createdAt.toISOString() }
}

export function presentEvent({
  at,
  ...event
}: {
  readonly id: string
  readonly kind: string
  readonly sessionId: string | null
  readonly device: string | null
  readonly ip: string | null
  readonly userAgent: string | null
  readonly detail: string | null
  readonly at: Date
}) {
  return { ...event, ip: event.ip?.replace(/\/\d+$/, '') ?? null, at: at.toISOString() }
}
