import type { FeedEntry } from './entry.ts'

/** The last entries of a room, without gaps, each with its line as it stands now. */
export type Ring = {
  /** Number of the newest entry; 0 while there is none. */
  readonly head: () => number
  /** Takes the entry after the newest. A change renews the line in every entry that holds it. */
  readonly append: (entry: FeedEntry) => void
  /** Takes older entries, which end where the oldest one held begins. */
  readonly prepend: (entries: readonly FeedEntry[]) => void
  /** What follows `seq`; null when that reaches further back than what is held. */
  readonly after: (seq: number) => readonly FeedEntry[] | null
  /** Number of the oldest entry held; one past the newest while there is none. */
  readonly start: () => number
  /** The newest lines, in order. */
  readonly lastLines: (count: number) => readonly string[]
}

export function createRing({ head: from, size }: { readonly head: number; readonly size: number }): Ring {
  let entries: FeedEntry[] = []
  let head = from
  const start = () => head - entries.length + 1
  const renew = (target: number, line: string) => {
    for (const [at, entry] of entries.entries()) if (entry.target === target) entries[at] = { ...entry, line }
  }
  return {
    head: () => head,
    start,
    append(entry) {
      if (entry.seq !== head + 1) throw new Error(`entry ${entry.seq} does not follow ${head}`)
      if (entry.seq !== entry.target) renew(entry.target, entry.line)
      entries.push(entry)
      head = entry.seq
      // Cut in blocks: moving the whole array for every entry would cost more than the entry itself.
      if (entries.length >= size * 1.25) entries = entries.slice(-size)
    },
    prepend(older) {
      const first = older.findIndex((entry) => entry.seq === start() - 1)
      if (first === -1) return
      const changed = entries.filter((entry) => entry.seq !== entry.target)
      entries = [...older.slice(0, first + 1), ...entries]
      // What was read before these changes came does not know of them.
      for (const { target, line } of changed) renew(target, line)
    },
    after(seq) {
      if (seq < start() - 1 || seq > head) return null
      return entries.slice(seq - head + entries.length)
    },
    lastLines(count) {
      const lines: string[] = []
      for (let at = entries.length - 1; at >= 0 && lines.length < count; at--) {
        const entry = entries[at]
        if (entry?.seq === entry?.target && entry !== undefined) lines.push(entry.line)
      }
      return lines.reverse()
    },
  }
}
