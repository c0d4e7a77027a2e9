import type { Cursor, FeedEntry } from './entry.ts'

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
