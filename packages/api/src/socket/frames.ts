import { type Cursor, entryJson, type FeedEntry, formatCursor } from '../feed/entry.ts'
import type { Snapshot } from '../feed/reader.ts'

/** The id by which a client tells its requests on one socket apart. */
export type RequestId = number | string

/** What tRPC's WebSocket protocol calls a tracked event: its id twice, and its data. */
const trackedFrame = (request: RequestId, cursor: Cursor, json: string) => {
  const id = formatCursor(cursor)
  return textFrame(
    `{"id":${JSON.stringify(request)},"result":{"type":"data","id":"${id}","data":{"id":"${id}","data":${json}}}}`,
  )
}

export const snapshotFrame = (request: RequestId, { cursor, lines }: Snapshot) =>
  trackedFrame(request, cursor, `{"lines":[${lines.join(',')}]}`)

/** What bears no number goes under the id that the reader has: a stock client forgets its own for an event without one. */
export const passingFrame = trackedFrame

/**
 * The frames of `entries` as the bytes of one write. A feed gives the same array to all its live readers, and clients
 * number their requests alike, so for a thousand of them these bytes are made once, twice or three times.
 */
export function entryFrames(request: RequestId, epoch: number, entries: readonly FeedEntry[]): Buffer {
  if (last.entries === entries && last.request === request) return last.bytes
  const bytes = known.get(entries)?.get(request) ?? makeFrames(request, epoch, entries)
  last = { entries, request, bytes }
  return bytes
}

function makeFrames(request: RequestId, epoch: number, entries: readonly FeedEntry[]): Buffer {
  const frames = entries.map((entry) => trackedFrame(request, { epoch, seq: entry.seq }, entryJson(entry)))
  const bytes = frames.length === 1 && frames[0] ? frames[0] : Buffer.concat(frames)
  const made = known.get(entries) ?? new Map<RequestId, Buffer>()
  known.set(entries, made.set(request, bytes))
  return bytes
}

let last: { readonly entries: readonly FeedEntry[]; readonly request: RequestId; readonly bytes: Buffer } = {
  entries: [],
  request: 0,
  bytes: Buffer.alloc(0),
}
const known = new WeakMap<readonly FeedEntry[], Map<RequestId, Buffer>>()

/** A whole text message from a server, as RFC 6455 writes it: unmasked, in one frame. */
export function textFrame(text: string): Buffer {
  const length = Buffer.byteLength(text)
  const headed = length < 126 ? 2 : length < 65_536 ? 4 : 10
  const frame = Buffer.allocUnsafe(headed + length)
  frame[0] = 0x81 // the last fragment of a text message
  if (headed === 2) frame[1] = length
  else if (headed === 4) {
    frame[1] = 126
    frame.writeUInt16BE(length, 2)
  } else {
    frame[1] = 127
    frame.writeBigUInt64BE(BigInt(length), 2)
  }
  frame.write(text, headed)
  return frame
}
