import type { Entry, Line, LiveEvent, PassingEvent } from '@shiplap/domain/message'
import { refuse } from '@shiplap/domain/refusal'
import { type TrackedEnvelope, tracked } from '@trpc/server'
import { type Cursor, entryJson, type FeedEntry, formatCursor } from './entry.ts'
import type { Reader, Seat, Snapshot } from './reader.ts'
import type { RoomFeed } from './room-feed.ts'

type Item = TrackedEnvelope<LiveEvent>

/**
 * What a subscription to a room returns. Any adapter can iterate it; the WebSocket door instead takes a seat in the
 * feed and writes the same events as frames that all sockets share.
 */
export type Live = AsyncIterable<Item> & {
  readonly admission: Reader['admission']
  readonly seat: (reader: Reader) => Seat
}

export function live({
  feed,
  cursor,
  admission,
  signal,
}: {
  readonly feed: RoomFeed
  readonly cursor: Cursor | null
  readonly admission: Reader['admission']
  readonly signal: AbortSignal | undefined
}): Live {
  const seat = (reader: Reader) => feed.seat(reader, cursor)
  return { admission, seat, [Symbol.asyncIterator]: () => iterate({ seat, admission, signal }) }
}

const mostWaiting = 500

async function* iterate({
  seat: take,
  admission,
  signal,
}: Pick<Live, 'seat' | 'admission'> & {
  readonly signal: AbortSignal | undefined
}): AsyncGenerator<Item> {
  const waiting: Item[] = []
  let isOut = false
  let wake = () => {}
  const put = (...items: Item[]) => {
    waiting.push(...items)
    wake()
    return waiting.length < mostWaiting
  }
  const seat = take({
    admission,
    take: (epoch, entries) => put(...entries.map((entry) => trackedEntry(epoch, entry))),
    restart: (snapshot) => put(trackedSnapshot(snapshot)),
    // A stock client forgets how far it is when an event comes without an id, so these bear the one it has.
    pass: (cursor, text) => put(tracked(formatCursor(cursor), JSON.parse(text) as PassingEvent)),
    putOut() {
      isOut = true
      wake()
    },
  })
  signal?.addEventListener('abort', () => wake(), { once: true })
  try {
    while (!signal?.aborted) {
      if (isOut) refuse('room.not-found')
      yield* waiting.splice(0)
      seat.resume()
      if (waiting.length > 0 || isOut || signal?.aborted) continue
      await new Promise<void>((resolve) => {
        wake = resolve
      })
    }
  } finally {
    seat.leave()
  }
}

const trackedEntry = (epoch: number, entry: FeedEntry) =>
  tracked(formatCursor({ epoch, seq: entry.seq }), JSON.parse(entryJson(entry)) as Entry)

const trackedSnapshot = ({ cursor, lines }: Snapshot) =>
  tracked(formatCursor(cursor), { lines: lines.map((line) => JSON.parse(line) as Line) })
