import type { Duplex } from 'node:stream'
import type { Live } from '../feed/live.ts'
import type { Seat } from '../feed/reader.ts'
import { entryFrames, passingFrame, type RequestId, snapshotFrame } from './frames.ts'

/** Bytes that may wait for a slow reader; past them it gets nothing until they are gone, and then what it missed. */
export const mostWaitingBytes = 1_000_000

/** Seats one request of a socket in a room's feed. What it is sent goes to the connection itself, a write for each flush. */
export function seatSocket({
  live,
  connection,
  request,
  onPutOut,
}: {
  readonly live: Live
  readonly connection: Duplex
  readonly request: RequestId
  readonly onPutOut: () => void
}): Seat {
  const write = (bytes: Buffer) => {
    connection.write(bytes)
    return connection.writableLength < mostWaitingBytes
  }
  return live.seat({
    admission: live.admission,
    take: (epoch, entries) => write(entryFrames(request, epoch, entries)),
    restart: (snapshot) => write(snapshotFrame(request, snapshot)),
    pass(cursor, json) {
      // Not kept and not missed: who is slow does without.
      if (connection.writableLength < mostWaitingBytes / 10)
        connection.write(passingFrame(request, cursor, json))
    },
    putOut: onPutOut,
  })
}
