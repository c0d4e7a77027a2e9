import type { Cursor, FeedEntry } from './entry.ts'
import type { Reader, Seat, Snapshot } from './reader.ts'
import type { Ring } from './ring.ts'
import { type House, Sitter } from './sitter.ts'

/** What the readers of a room are given from. */
export type Stream = {
  readonly epoch: () => number
  readonly ring: () => Ring
  readonly snapshot: () => Snapshot
  /** Reads on from the head, beginning after this call. */
  readonly catchUp: () => Promise<void>
  /** Reads what lies before the ring's start. */
  readonly extend: () => Promise<void>
  readonly isClosed: () => boolean
}

/** The readers of one room, each brought from where it stands to the newest entry, once and in order. */
export type Seats = {
  /** Seats a reader at `cursor`, or with a fresh start when that is null, of another epoch, or too far behind. */
  readonly seat: (reader: Reader, cursor: Cursor | null) => Seat
  /** The ring has grown: gives the live readers what came, together with what else comes until then. */
  readonly stir: () => void
  /** Takes up again those who wait for PostgreSQL. */
  readonly retry: () => void
  /** The stream begins anew under another epoch, and so does everybody. */
  readonly restart: () => void
  /** To everybody who reads, or to this account alone. */
  readonly pass: (text: string, accountId?: string) => void
  readonly readers: () => Iterable<Reader>
  readonly isEmpty: () => boolean
}

/** Who is further behind gets a fresh start: more than that nobody reads after the fact. */
export const farthest = 1_000
/** As long as a screen shows one picture: of what comes more often than that nobody sees anything sooner. */
const shortestRestMs = 16
/** No message waits longer than this for others to share its way. */
const longestRestMs = 25
/** From so many in one flush on, waiting for others is worth it. */
const busyFrom = 4

export function createSeats({
  stream,
  onReaders,
  onError,
}: {
  readonly stream: Stream
  readonly onReaders: () => void
  readonly onError: (error: unknown) => void
}): Seats {
  const sitters = new Set<Sitter>()
  let given = stream.ring().head()
  let shared: Cursor = { epoch: stream.epoch(), seq: given }
  let isStirred = false
  let restUntil = 0

  /**
   * Rests after a flush of many for as long as it took, and at least for a picture's time. A room that is quiet hears at
   * once; in one that is not, writers get half of the process's time, and what they write meanwhile shares one write for each reader.
   */
  function stir(): void {
    if (isStirred) return
    isStirred = true
    const restMs = restUntil - performance.now()
    if (restMs > 1) setTimeout(flush, restMs)
    else setImmediate(flush)
  }

  /** Gives the live readers what came since the last time: one array for all, so that it can be put into bytes once. */
  function flush(): void {
    isStirred = false
    if (stream.isClosed()) return
    const began = performance.now()
    const ring = stream.ring()
    // Null when more came than the ring holds: then everybody here starts afresh.
    const fresh = ring.after(given)
    const from = given
    given = ring.head()
    for (const sitter of sitters) {
      if (!sitter.live) continue
      const at = sitter.cursor?.seq ?? -1
      const entries = at === from ? fresh : ring.after(at)
      if (entries === null) {
        sitter.live = false
        void pump(sitter)
      } else if (entries.length > 0) give(sitter, entries)
    }
    const ended = performance.now()
    restUntil =
      fresh !== null && fresh.length < busyFrom
        ? 0
        : ended + Math.min(longestRestMs, Math.max(shortestRestMs, ended - began))
  }

  function give(sitter: Sitter, entries: readonly FeedEntry[]): boolean {
    const last = entries.at(-1)
    const epoch = stream.epoch()
    if (last !== undefined) sitter.cursor = cursorAt(epoch, last.seq)
    sitter.full = !sitter.reader.take(epoch, entries)
    if (sitter.full) sitter.live = false
    return !sitter.full
  }

  /** The cursor that was last asked for, where it is the same: nearly always, since a room's readers move together. */
  function cursorAt(epoch: number, seq: number): Cursor {
    if (shared.epoch !== epoch || shared.seq !== seq) shared = { epoch, seq }
    return shared
  }

  /** Brings a reader from its cursor to the head and among the live ones. */
  async function pump(sitter: Sitter): Promise<void> {
    if (sitter.pumping) return
    sitter.pumping = true
    try {
      while (!sitter.gone && !stream.isClosed()) {
        const { cursor } = sitter
        const epoch = stream.epoch()
        const head = stream.ring().head()
        if (cursor?.epoch === epoch && cursor.seq === head) {
          // No await between this test and the joining, so no entry can slip in between.
          sitter.live = true
          return
        }
        // It has heard more from another process than has come here yet; what was asked before it came may be too old to tell.
        if (cursor?.epoch === epoch && cursor.seq > head) await stream.catchUp()
        if (!leadsOn(cursor)) {
          const now = stream.snapshot()
          sitter.cursor = cursorAt(now.cursor.epoch, now.cursor.seq)
          sitter.full = !sitter.reader.restart(now)
          if (sitter.full) return
          continue
        }
        const entries = stream.ring().after(cursor.seq)
        if (entries === null) await stream.extend()
        else if (entries.length > 0 && !give(sitter, entries)) return
      }
    } catch (error) {
      // PostgreSQL is away. The reader keeps its cursor and tries again with the next check of the heads.
      onError(error)
    } finally {
      sitter.pumping = false
    }
  }

  function leadsOn(cursor: Cursor | null): cursor is Cursor {
    const behind = stream.ring().head() - (cursor?.seq ?? 0)
    return cursor?.epoch === stream.epoch() && behind >= 0 && behind <= farthest
  }

  const house: House = {
    resume: (sitter) => void pump(sitter),
    leave(sitter) {
      sitter.gone = true
      sitter.live = false
      if (sitters.delete(sitter)) onReaders()
    },
  }

  return {
    stir,
    seat(reader, cursor) {
      const sitter = new Sitter(reader, cursor, house)
      sitters.add(sitter)
      void pump(sitter)
      onReaders()
      return sitter
    },
    retry() {
      for (const sitter of sitters) if (!sitter.live && !sitter.full) void pump(sitter)
    },
    restart() {
      given = stream.ring().head()
      for (const sitter of sitters) {
        sitter.live = false
        void pump(sitter)
      }
    },
    pass(text, accountId) {
      for (const { reader, cursor, live } of sitters)
        if (
          live &&
          cursor !== null &&
          (accountId ?? reader.admission.accountId) === reader.admission.accountId
        )
          reader.pass(cursor, text)
    },
    *readers() {
      for (const { reader } of sitters) yield reader
    },
    isEmpty: () => sitters.size === 0,
  }
}
