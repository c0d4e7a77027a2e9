/** At number `seq` of a room the line `target` came to look like `line`, which is JSON text and never parsed on its way. */
export type FeedEntry = { readonly seq: number; readonly target: number; readonly line: string }

/** How far a reader has come: the number of the last entry it has, in the epoch in which that number was given out. */
export type Cursor = { readonly epoch: number; readonly seq: number }

/** The form in which a cursor travels, as the id of a tracked event. */
export const formatCursor = ({ epoch, seq }: Cursor) => `${epoch}.${seq}`

/** Null for whatever is no cursor. */
export function parseCursor(text: string): Cursor | null {
  const match = /^(\d{1,9})\.(\d{1,15})$/.exec(text)
  return match && { epoch: Number(match[1]), seq: Number(match[2]) }
}

/** Reads `seq:target:line`, the form in which entries are kept and sent between processes. */
export function parseEntry(text: string): FeedEntry {
  const first = text.indexOf(':')
  const second = text.indexOf(':', first + 1)
  return {
    seq: Number(text.slice(0, first)),
    target: Number(text.slice(first + 1, second)),
    line: text.slice(second + 1),
  }
}

/** The JSON text of an entry as clients get it. */
export const entryJson = ({ seq, line }: FeedEntry) => `{"seq":${seq},"line":${line}}`
