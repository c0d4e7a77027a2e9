import type { Cursor, FeedEntry } from './entry.ts'
import { type Newest, snapshotLines } from './newest.ts'
import { once } from './once.ts'
import type { Reader, Seat, Snapshot } from './reader.ts'
import { createRing } from './ring.ts'
import { createSeats, farthest, type Seats } from './seats.ts'

/** Where the feed reads what it missed. */
export type Source = {
  readonly load: () => Promise<Newest>
  readonly after: (seq: number, limit: number) => Promise<readonly FeedEntry[]>
}

/**
 * One room in one process. Entries come in any order and any number of times, from the writers of this process, from
 * Redis and from PostgreSQL; every reader gets each exactly once and in order.
 */
export type RoomFeed = {
  readonly offer: (epoch: number, entries: readonly FeedEntry[]) => void
  /** Compares with what PostgreSQL says: `knownHead` is what this feed's head was when the question was asked. */
  readonly compare: (
    stored: { readonly epoch: number; readonly lastSeq: number },
    knownHead: number,
  ) => 'fine' | 'lost'
  readonly head: () => number
  readonly epoch: () => number
  /** Seats a reader at `cursor`, or with a fresh start when that is null, of another epoch, or too far behind. */
  readonly seat: (reader: Reader, cursor: Cursor | null) => Seat
  readonly snapshot: () => Snapshot
  readonly pass: Seats['pass']
  readonly readers: () => Iterable<Reader>
  readonly isEmpty: () => boolean
  readonly close: () => void
}

const ringSize = 1_024
const gapWaitMs = 10

export async function openRoomFeed({
  source,
  onReaders = () => {},
  onError,
}: {
  readonly source: Source
  /** Called when a reader has come or gone. */
  readonly onReaders?: () => void
  readonly onError: (error: unknown) => void
}): Promise<RoomFeed> {
  const parked = new Map<number, FeedEntry>()
  let { epoch, ring } = await load()
  let gapTimer: NodeJS.Timeout | undefined
  let closed = false

  async function load() {
    const loaded = await source.load()
    const ring = createRing({ head: loaded.head - loaded.entries.length, size: ringSize })
    for (const entry of loaded.entries) ring.append(entry)
    return { epoch: loaded.epoch, ring }
  }

  function accept(entry: FeedEntry): void {
    if (entry.seq <= ring.head()) return
    if (entry.seq > ring.head() + 1) {
      parked.set(entry.seq, entry)
      return
    }
    ring.append(entry)
    for (let next = parked.get(entry.seq + 1); next !== undefined; next = parked.get(ring.head() + 1)) {
      parked.delete(next.seq)
      ring.append(next)
    }
    seats.stir()
  }

  const extend = once(async () => {
    const ringThen = ring
    const older = await source.after(Math.max(0, ring.head() - ringSize), ringSize)
    if (ring === ringThen) ring.prepend(older)
  })

  const catchUp = once(async () => {
    for (;;) {
      const epochThen = epoch
      const entries = await source.after(ring.head(), farthest)
      if (epochThen !== epoch) return
      for (const entry of entries) accept(entry)
      if (entries.length < farthest) return
    }
  })

  const reload = once(async () => {
    const fresh = await load()
    parked.clear()
    ;({ epoch, ring } = fresh)
    seats.restart()
  })

  const snapshot = (): Snapshot => ({
    cursor: { epoch, seq: ring.head() },
    lines: ring.lastLines(snapshotLines),
  })

  const seats = createSeats({
    stream: {
      epoch: () => epoch,
      ring: () => ring,
      snapshot,
      catchUp: catchUp.afresh,
      extend,
      isClosed: () => closed,
    },
    onReaders,
    onError,
  })

  return {
    offer(of, entries) {
      if (closed) return
      if (of > epoch) void reload().catch(onError)
      if (of !== epoch) return
      for (const entry of entries) accept(entry)
      if (parked.size === 0 || gapTimer !== undefined) return
      gapTimer = setTimeout(() => {
        gapTimer = undefined
        if (parked.size > 0) catchUp().catch(onError)
      }, gapWaitMs)
    },
    compare(stored, knownHead) {
      if (stored.epoch > epoch) void reload().catch(onError)
      else if (stored.epoch === epoch && stored.lastSeq < knownHead) return 'lost'
      else if (stored.lastSeq > ring.head()) catchUp().catch(onError)
      seats.retry()
      return 'fine'
    },
    head: () => ring.head(),
    epoch: () => epoch,
    seat: seats.seat,
    snapshot,
    pass: seats.pass,
    readers: seats.readers,
    isEmpty: seats.isEmpty,
    close() {
      closed = true
      clearTimeout(gapTimer)
    },
  }
}
