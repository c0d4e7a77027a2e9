import type { Cursor } from './entry.ts'
import type { Reader, Seat } from './reader.ts'

/** A reader and where it stands: its own seat. Thousands sit in a room, so it is one object and no closures. */
export class Sitter implements Seat {
  readonly reader: Reader
  readonly #house: House
  /** Those who stand at the same place share it. */
  cursor: Cursor | null
  pumping = false
  /** Its cursor is at what was last given out; otherwise it is on its way there. */
  live = false
  /** It has said that it cannot take more for now. */
  full = false
  gone = false
  constructor(reader: Reader, cursor: Cursor | null, house: House) {
    this.reader = reader
    this.cursor = cursor
    this.#house = house
  }
  resume(): void {
    this.#house.resume(this)
  }
  leave(): void {
    this.#house.leave(this)
  }
}
export type House = { readonly resume: (sitter: Sitter) => void; readonly leave: (sitter: Sitter) => void }
