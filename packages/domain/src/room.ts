import { hasRole, type Role } from './account.ts'
import type { RefusalReason } from './refusal.ts'

export const roomRoles = ['member', 'moderator', 'owner'] as const
export type RoomRole = (typeof roomRoles)[number]
export type RoomKind = 'public' | 'private' | 'challenge' | 'run'

/** How somebody stands towards a room. */
export type Standing = {
  readonly kind: RoomKind
  /** The role on this instance; null for those who are not signed in. */
  readonly accountRole: Role | null
  /** The role in this room; null for those who have not joined. */
  readonly role: RoomRole | null
  readonly isBanned: boolean
  readonly isMuted: boolean
}

/** A private room is not told of to those outside, whatever their role on the instance is. */
export function whyNotRead(standing: Standing): RefusalReason | null {
  if (standing.kind === 'private' && standing.role === null) return 'room.not-found'
  return standing.isBanned ? 'room.banned' : null
}

export function whyNotWrite(standing: Standing): RefusalReason | null {
  const whyNot = whyNotRead(standing)
  if (whyNot !== null) return whyNot
  if (standing.accountRole === null) return 'account.signed-out'
  return standing.isMuted ? 'room.muted' : null
}

export function whyNotModerate(standing: Standing): RefusalReason | null {
  return whyNotRead(standing) ?? (rankOf(standing) >= rank.moderator ? null : 'room.forbidden')
}

/** Nobody uses a moderator's power on those who have as much of it, or on themselves. */
export function whyNotModeratePerson(standing: Standing, person: Standing): RefusalReason | null {
  return whyNotModerate(standing) ?? (rankOf(standing) > rankOf(person) ? null : 'room.outranked')
}

/** Moderators and owners are made by owners. */
export function whyNotGrant(standing: Standing, role: RoomRole): RefusalReason | null {
  const needed = role === 'member' ? rank.moderator : rank.owner
  return whyNotModerate(standing) ?? (rankOf(standing) >= needed ? null : 'room.forbidden')
}

/** Rooms of challenges and runs are named after what they belong to. */
export function whyNotRename(standing: Standing): RefusalReason | null {
  const isGiven = standing.kind === 'challenge' || standing.kind === 'run'
  return whyNotModerate(standing) ?? (isGiven ? 'room.name-given' : null)
}

const rank = { nobody: 0, member: 1, moderator: 2, owner: 3, instance: 4 } as const

/** A moderator of the instance stands above a room's own people, except in private rooms, where only its people count. */
function rankOf({ kind, accountRole, role }: Standing): number {
  if (kind !== 'private' && accountRole !== null && hasRole({ role: accountRole }, 'moderator'))
    return rank.instance
  return role === null ? rank.nobody : rank[role]
}
