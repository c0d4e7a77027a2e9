import type { Cursor, FeedEntry } from './entry.ts'
import { createRing } from './ring.ts'

/** Somebody who reads a room: a socket of the hub, or an iterator of a stock adapter. */
export type Reader = {
  /** By what right it reads; null for those who are not signed in. `access` is the room's at the time of the last look. */
  readonly admission: { readonly accountId: string | null; readonly name: string | null; access: number }
  /** Takes entries in order. False when it has enough for now; then it is left alone until it resumes. */
  readonly take: (epoch: number, entries: readonly FeedEntry[]) => boolean
  /** Takes a fresh start: first of all, and whenever its cursor leads nowhere. */
  readonly restart: (snapshot: Snapshot) => boolean
  /** Takes JSON text that bears no number, such as who is typing; `cursor` is where the reader stands. */
  readonly pass: (cursor: Cursor, text: string) => void
  /** Called when the reader may not read any more. */
  readonly putOut: () => void
}

/** The newest lines and the cursor that goes with them. */
export type Snapshot = { readonly cursor: Cursor; readonly lines: readonly string[] }

/** A reader's place in a feed. */
export type Seat = { readonly resume: () => void; readonly leave: () => void }

/** Where the feed reads what it missed. */
export type Source = {
  readonly load: () => Promise<{
    readonly epoch: number
    readonly head: number
    readonly entries: readonly FeedEntry[]
  }>
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
  readonly pass: (text: string) => void
  readonly readers: () => Iterable<Reader>
  readonly isEmpty: () => boolean
  readonly close: () => void
}

export const snapshotLines = 50
const ringSize = 1_024
const farthest = 1_000
const gapWaitMs = 10

type Sitter = {
  readonly reader: Reader
  cursor: Cursor | null
  pumping: boolean
  /** It has said that it cannot take more for now. */
  full: boolean
  gone: boolean
}

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
  const sitters = new Set<Sitter>()
  // Those whose cursor is at what was last given out; all others are on their way there.
  const live = new Set<Sitter>()
  const parked = new Map<number, FeedEntry>()
  let { epoch, ring } = await load()
  let given = ring.head()
  let flushing = false
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
    if (!flushing) setImmediate(flush)
    flushing = true
  }

  /** Gives the live readers what came since the last time: one array for all, so that it can be put into bytes once. */
  function flush(): void {
    flushing = false
    const fresh = ring.after(given) ?? []
    const from = given
    given = ring.head()
    for (const sitter of live) {
      const at = sitter.cursor?.seq ?? -1
      const entries = at === from ? fresh : ring.after(at)
      if (entries === null) {
        live.delete(sitter)
        void pump(sitter)
      } else if (entries.length > 0) give(sitter, entries)
    }
  }

  function give(sitter: Sitter, entries: readonly FeedEntry[]): boolean {
    const last = entries.at(-1)
    if (last !== undefined) sitter.cursor = { epoch, seq: last.seq }
    sitter.full = !sitter.reader.take(epoch, entries)
    if (sitter.full) live.delete(sitter)
    return !sitter.full
  }

  /** Brings a reader from its cursor to the head and among the live ones. */
  async function pump(sitter: Sitter): Promise<void> {
    if (sitter.pumping) return
    sitter.pumping = true
    try {
      while (!sitter.gone && !closed) {
        const { cursor } = sitter
        if (cursor?.epoch === epoch && cursor.seq === ring.head()) {
          // No await between this test and the joining, so no entry can slip in between.
          live.add(sitter)
          return
        }
        // It has heard more from another process than has come here yet; what was asked before it came may be too old to tell.
        if (cursor?.epoch === epoch && cursor.seq > ring.head()) await catchUp.afresh()
        if (cursor?.epoch !== epoch || cursor.seq > ring.head() || ring.head() - cursor.seq > farthest) {
          const now = snapshot()
          sitter.cursor = now.cursor
          sitter.full = !sitter.reader.restart(now)
          if (sitter.full) return
          continue
        }
        const entries = ring.after(cursor.seq)
        if (entries === null) await extend()
        else if (entries.length > 0 && !give(sitter, entries)) return
      }
    } catch (error) {
      // PostgreSQL is away. The reader keeps its cursor and tries again with the next check of the heads.
      onError(error)
    } finally {
      sitter.pumping = false
    }
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
    given = ring.head()
    live.clear()
    for (const sitter of sitters) void pump(sitter)
  })

  const snapshot = (): Snapshot => ({
    cursor: { epoch, seq: ring.head() },
    lines: ring.lastLines(snapshotLines),
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
      for (const sitter of sitters) if (!live.has(sitter) && !sitter.full) void pump(sitter)
      return 'fine'
    },
    head: () => ring.head(),
    epoch: () => epoch,
    seat(reader, cursor) {
      const sitter: Sitter = { reader, cursor, pumping: false, full: false, gone: false }
      sitters.add(sitter)
      void pump(sitter)
      onReaders()
      return {
        resume: () => void pump(sitter),
        leave() {
          sitter.gone = true
          if (!sitters.delete(sitter)) return
          live.delete(sitter)
          onReaders()
        },
      }
    },
    snapshot,
    pass(text) {
      for (const { reader, cursor } of live) if (cursor !== null) reader.pass(cursor, text)
    },
    *readers() {
      for (const { reader } of sitters) yield reader
    },
    isEmpty: () => sitters.size === 0,
    close() {
      closed = true
      clearTimeout(gapTimer)
    },
  }
}

/** One call at a time: who asks while it runs shares the running one, or with `afresh` the one that starts after it. */
function once(act: () => Promise<void>): (() => Promise<void>) & { readonly afresh: () => Promise<void> } {
  let running: Promise<void> | undefined
  let next: Promise<void> | undefined
  const run = () => {
    running ??= act().finally(() => {
      running = undefined
    })
    return running
  }
  const afresh = () => {
    if (running === undefined) return run()
    next ??= running
      .catch(() => {}) // whoever started it hears of its failure
      .then(() => {
        next = undefined
        return run()
      })
    return next
  }
  return Object.assign(run, { afresh })
}
