import type { Role } from '@shiplap/domain/account'
import { deviceNameOf } from '../device-name.ts'
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

/** Where nobody was signed in yet, what the browser said of itself stands for the device. */
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
  const device = event.device ?? (event.userAgent === null ? null : deviceNameOf(event.userAgent))
  return { ...event, device, ip: event.ip?.replace(/\/\d+$/, '') ?? null, at: at.toISOString() }
}
