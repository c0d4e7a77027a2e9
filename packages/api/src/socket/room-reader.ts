import type { Cursor, FeedEntry } from '../feed/entry.ts'
import type { Live } from '../feed/live.ts'
import type { Reader, Seat, Snapshot } from '../feed/reader.ts'
import { entryFrames, passingFrame, type RequestId, snapshotFrame } from './frames.ts'

/** Where a reader's frames go, and who hears that it may not read any more. */
export type Owner = {
  /** False when so much waits that no more should come until it is told to resume. */
  readonly write: (bytes: Buffer) => boolean
  /** True when hardly anything waits. */
  readonly isFree: () => boolean
  readonly putOut: (request: RequestId) => void
}

/**
 * One request of a socket that reads a room's feed. There is one for each open room of each client, so it holds little.
 */
export class SocketReader implements Reader {
  readonly request: RequestId
  readonly admission: Reader['admission']
  readonly #owner: Owner
  readonly #seat: Seat

  constructor({
    live,
    request,
    owner,
  }: {
    readonly live: Live
    readonly request: RequestId
    readonly owner: Owner
  }) {
    this.request = request
    this.admission = live.admission
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
    return this.#owner.write(entryFrames(this.request, epoch, entries))
  }
  restart(snapshot: Snapshot): boolean {
    return this.#owner.write(snapshotFrame(this.request, snapshot))
  }
  pass(cursor: Cursor, json: string): void {
    // Not kept and not missed: who is slow does without.
    if (this.#owner.isFree()) this.#owner.write(passingFrame(this.request, cursor, json))
  }
  putOut(): void {
    this.#owner.putOut(this.request)
  }
}
