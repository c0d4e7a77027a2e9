import type { list as listRooms } from '@shiplap/db/queries/rooms'
import { whyNotGrant, whyNotModerate, whyNotRename, whyNotWrite } from '@shiplap/domain/room'
import type { Admitted } from './admit.ts'

/** A room of a list, with what of it is unread. */
export const presentListed = (room: Awaited<ReturnType<typeof listRooms>>[number]) => ({
  slug: room.slug,
  title: room.title,
  topic: room.topic,
  kind: room.kind,
  role: room.role,
  lastAt: room.lastAt?.toISOString() ?? null,
  lastSeq: room.lastSeq,
  unread: room.unread,
  mentions: room.mentions,
})

/** A room to whoever opens it. `whyNotWrite` says what stands in the way of writing, if anything. */
export const presentRoom = (room: Admitted) => ({
  slug: room.slug,
  title: room.title,
  topic: room.topic,
  kind: room.kind,
  runId: room.runId,
  challengeId: room.challengeId,
  role: room.role,
  readSeq: room.readSeq ?? 0,
  lastSeq: room.lastSeq,
  whyNotWrite: whyNotWrite(room),
  mutedUntil: room.mutedUntil?.toISOString() ?? null,
  mayModerate: whyNotModerate(room) === null,
  mayRename: whyNotRename(room) === null,
  /** Why the caller cannot make moderators and owners; null when they can. */
  whyNotGrant: whyNotGrant(room, 'owner'),
})
