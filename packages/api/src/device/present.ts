import type { DeviceType } from '@shiplap/domain/device'

/** A device session as its owner sees it. Never the credential that opens it. */
export function presentSession(
  session: {
    readonly id: string
    readonly deviceId: string
    readonly name: string
    readonly type: DeviceType
    readonly vendorUuid: string | null
    readonly means: 'cookie' | 'tokens'
    readonly confirmedBy: 'password' | 'code' | 'setup'
    readonly ip: string | null
    readonly userAgent: string | null
    readonly createdAt: Date
    readonly lastSeenAt: Date
    readonly expiresAt: Date
  },
  presentId: string,
) {
  return {
    id: session.id,
    isPresent: session.id === presentId,
    device: { id: session.deviceId, name: session.name, type: session.type, vendorUuid: session.vendorUuid },
    means: session.means,
    confirmedBy: session.confirmedBy,
    ip: session.ip?.replace(/\/\d+$/, '') ?? null,
    userAgent: session.userAgent,
    createdAt: session.createdAt.toISOString(),
    lastSeenAt: session.lastSeenAt.toISOString(),
    expiresAt: session.expiresAt.toISOString(),
  }
}
export type PresentedSession = ReturnType<typeof presentSession>
