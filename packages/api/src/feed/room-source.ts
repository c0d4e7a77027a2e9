import type { Database } from '@shiplap/db/connect'
import * as messages from '@shiplap/db/queries/messages'
import * as rooms from '@shiplap/db/queries/rooms'
import type { Recent } from '@shiplap/redis/recent'
import { type FeedEntry, parseEntry } from './entry.ts'
import { type Source, snapshotLines } from './room-feed.ts'

const mostEntries = 200

/** Reads a room from Redis where Redis has all of it, else from PostgreSQL, and then leaves it in Redis for the next. */
export function roomSource({
  db,
  recent,
  roomId,
}: {
  readonly db: Database
  readonly recent: Recent
  readonly roomId: string
}): Source {
  return {
    async load() {
      const [stored] = await rooms.heads(db, { ids: [roomId] })
      if (stored === undefined) throw new Error(`room ${roomId} went away`)
      const room = { id: roomId, epoch: stored.epoch }
      const kept = (await recent.read(room).catch(() => [])).map(parseEntry)
      if (isWhole(kept, stored.lastSeq))
        return { epoch: stored.epoch, head: kept.at(-1)?.seq ?? 0, entries: kept }
      const tail = await messages.tail(db, { roomId, lines: snapshotLines, most: mostEntries })
      if (tail === undefined) throw new Error(`room ${roomId} went away`)
      const entries = tail.entries.map(parseEntry)
      recent.fill({ id: roomId, epoch: tail.epoch }, tail.lastSeq, entries).catch(() => {}) // the next reader tries again
      return { epoch: tail.epoch, head: tail.lastSeq, entries }
    },
    after: (seq, limit) => messages.entriesAfter(db, { roomId, seq, limit }),
  }
}

/**
 * True when `kept` is without gaps up to `lastSeq` or beyond, and holds a whole page or everything there is. A line may
 * have been changed by any entry after it; as none is missing, each stands there as it stands now.
 */
function isWhole(kept: readonly FeedEntry[], lastSeq: number): boolean {
  const [first] = kept
  if (first === undefined) return lastSeq === 0
  if (kept.some(({ seq }, at) => seq !== first.seq + at) || (kept.at(-1)?.seq ?? 0) < lastSeq) return false
  return first.seq === 1 || kept.filter(({ seq, target }) => seq === target).length >= snapshotLines
}
