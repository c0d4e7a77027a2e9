import type { Database } from '@shiplap/db/connect'
import * as pages from '@shiplap/db/queries/message-pages'
import type { Recent } from '@shiplap/redis/recent'
import { type FeedEntry, parseEntry } from './entry.ts'

/** A room as PostgreSQL says it stands. */
export type RoomNow = { readonly id: string; readonly epoch: number; readonly lastSeq: number }
/** The end of a room: `entries` without gaps, up to `head`, which is not before the `lastSeq` that was asked for. */
export type Newest = {
  readonly epoch: number
  readonly head: number
  readonly entries: readonly FeedEntry[]
}

export const snapshotLines = 50
/** Enough for a page where hardly anything was edited; where more was, all that is kept is read. */
const usualEntries = 54
const mostKept = 200
/** Where a few edit all the time, lines lie far back among their changes. */
const mostStored = 1_000

/**
 * Reads the newest page of a room: from Redis where it has all of it, as text that nobody parses; else from PostgreSQL,
 * and then leaves it in Redis for the next.
 */
export async function readNewest(
  { db, recent }: { readonly db: Database; readonly recent: Recent },
  room: RoomNow,
): Promise<Newest> {
  for (const most of [usualEntries, mostKept]) {
    const kept = (await recent.read(room, most).catch(() => [])).map(parseEntry)
    if (!reaches(kept, room.lastSeq)) break
    if (isPage(kept)) return { epoch: room.epoch, head: kept.at(-1)?.seq ?? 0, entries: kept }
  }
  const tail = await pages.tail(db, { roomId: room.id, lines: snapshotLines, most: mostStored })
  if (tail === undefined) throw new Error(`room ${room.id} went away`)
  const entries = tail.entries.map(parseEntry)
  recent.fill({ id: room.id, epoch: tail.epoch }, tail.lastSeq, entries).catch(() => {}) // the next reader tries again
  return { epoch: tail.epoch, head: tail.lastSeq, entries }
}

/** The lines among entries, each as it stands now. */
export const linesOf = (entries: readonly FeedEntry[]): readonly string[] =>
  entries.flatMap(({ seq, target, line }) => (seq === target ? line : []))

/**
 * True when no number is missing up to `lastSeq` or beyond. A line may have been changed by any entry after it; as none
 * is missing, each stands there as it stands now.
 */
function reaches(kept: readonly FeedEntry[], lastSeq: number): boolean {
  const [first] = kept
  if (first === undefined) return lastSeq === 0
  return kept.every(({ seq }, at) => seq === first.seq + at) && (kept.at(-1)?.seq ?? 0) >= lastSeq
}

/** True when these are a whole page, or everything there is. */
function isPage(kept: readonly FeedEntry[]): boolean {
  const [first] = kept
  return first === undefined || first.seq === 1 || linesOf(kept).length >= snapshotLines
}
