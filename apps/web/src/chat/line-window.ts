import { applyEntry, type Entry, type Line } from '@shiplap/domain/message'

/**
 * The stretch of a room that the page holds: never more than `most` lines, so that a page that stays open for days, or
 * is scrolled through a year, stays as quick as on its first minute.
 */
export type LineWindow = {
  readonly lines: readonly Line[]
  /** True when the newest line of the room is among them. */
  readonly hasNewest: boolean
  /** True when the first line of the room is among them. */
  readonly hasOldest: boolean
}

export const most = 300

export const firstWindow = (lines: readonly Line[]): LineWindow => ({
  lines,
  hasNewest: true,
  hasOldest: beginsRoom(lines),
})

/** The first number of a room is always a line's. */
const beginsRoom = ([first]: readonly Line[]) => first === undefined || first.seq === 1

/** What is live. A new line beyond a window that does not reach the end is left for the page that leads there. */
export function withEntry(window: LineWindow, entry: Entry): LineWindow {
  const isNew = entry.line.seq === entry.seq
  if (isNew && !window.hasNewest) return window
  const lines = applyEntry(window.lines, entry)
  return lines.length <= most
    ? { ...window, lines }
    : { lines: lines.slice(-most), hasNewest: true, hasOldest: false }
}

/** A fresh start of the live feed: its newest lines, joined to what is held where the two meet. */
export function withNewest(window: LineWindow, newest: readonly Line[]): LineWindow {
  if (!window.hasNewest) return window
  const [first] = newest
  const older = first === undefined ? [] : window.lines.filter((line) => line.seq < first.seq)
  // A gap between them could hold anything; older pages are read again when somebody scrolls there.
  const meets = first !== undefined && window.lines.some((line) => line.seq >= first.seq)
  return meets ? { ...window, lines: [...older, ...newest].slice(-most) } : firstWindow(newest)
}

export function withOlder(window: LineWindow, older: readonly Line[]): LineWindow {
  const lines = [...older, ...window.lines]
  const hasOldest = beginsRoom(older)
  return lines.length <= most
    ? { ...window, lines, hasOldest }
    : { lines: lines.slice(0, most), hasNewest: false, hasOldest }
}

export function withNewer(window: LineWindow, newer: readonly Line[], page: number): LineWindow {
  const last = window.lines.at(-1)?.seq ?? 0
  const lines = [...window.lines, ...newer.filter((line) => line.seq > last)]
  const hasNewest = newer.length < page
  return lines.length <= most
    ? { ...window, lines, hasNewest }
    : { lines: lines.slice(-most), hasNewest, hasOldest: false }
}
