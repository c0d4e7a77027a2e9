import type { Duplex } from 'node:stream'
import type { Cursor, FeedEntry } from '../feed/entry.ts'
import type { Live } from '../feed/live.ts'
import type { Reader, Seat, Snapshot } from '../feed/reader.ts'
import { entryFrames, passingFrame, type RequestId, snapshotFrame } from './frames.ts'

/** Bytes that may wait for a slow reader; past them it gets nothing until they are gone, and then what it missed. */
export const mostWaitingBytes = 1_000_000

type Owner = { readonly putOut: (request: RequestId) => void }

/**
 * One request of a socket that reads a room's feed. What it is sent goes to the connection itself, a write for each
 * flush. There is one for each open room of each client, so it holds little.
 */
export class SocketReader implements Reader {
  readonly admission: Reader['admission']
  readonly #connection: Duplex
  readonly #request: RequestId
  readonly #seat: Seat
  readonly #owner: Owner

  constructor({
    live,
    connection,
    request,
    owner,
  }: {
    readonly live: Live
    readonly connection: Duplex
    readonly request: RequestId
    readonly owner: Owner
  }) {
    this.admission = live.admission
    this.#connection = connection
    this.#request = request
    this.#owner = owner
    this.#seat = live.seat(this)
  }

  resume(): void {
    this.#seat.resume()
  }
  leave(): void {
    this.#seat.leave()
  }

  take(epoch: number, entries: readonly FeedEntry[]): boolean {
    return this.#write(entryFrames(this.#request, epoch, entries))
  }
  restart(snapshot: Snapshot): boolean {
    return this.#write(snapshotFrame(this.#request, snapshot))
  }
  pass(cursor: Cursor, json: string): void {
    // Not kept and not missed: who is slow does without.
    if (this.#connection.writableLength < mostWaitingBytes / 10)
      this.#connection.write(passingFrame(this.#request, cursor, json))
  }
  putOut(): void {
    this.#owner.putOut(this.#request)
  }

  #write(bytes: Buffer): boolean {
    this.#connection.write(bytes)
    return this.#connection.writableLength < mostWaitingBytes
  }
}
