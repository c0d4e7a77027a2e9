import { createWatch } from '../testing-watch.ts'
import type { FeedEntry } from './entry.ts'
import type { Reader, Snapshot } from './reader.ts'
import { openRoomFeed } from './room-feed.ts'

export const entry = (seq: number): FeedEntry => ({ seq, target: seq, line: `{"seq":${seq}}` })
export const entries = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, n) => entry(from + n))
export const upTo = (from: number, to: number) => entries(from, to).map(({ seq }) => seq)

/**
 * A room of which what is `stored` can be read as from PostgreSQL: under this `epoch`, while it is not `away`, and once it
 * has `answered`.
 */
export async function aFeed(stored: FeedEntry[], head = stored.length) {
  const reads: number[] = []
  const errors: unknown[] = []
  const postgres = { epoch: 0, away: false, loads: 0, answered: Promise.resolve() }
  let comings = 0
  const reach = () => {
    if (postgres.away) throw new Error('PostgreSQL is away')
  }
  const feed = await openRoomFeed({
    onReaders: () => comings++,
    onError: (error) => {
      if (!postgres.away) throw error
      errors.push(error)
    },
    source: {
      async load() {
        postgres.loads++
        reach()
        // A feed that is opened late begins where it is told to; one that begins anew has all there is.
        const upTo = postgres.loads > 1 ? stored.length : head
        return { epoch: postgres.epoch, head: upTo, entries: stored.slice(Math.max(0, upTo - 50), upTo) }
      },
      async after(seq, limit) {
        reads.push(seq)
        reach()
        const found = stored.filter((one) => one.seq > seq).slice(0, limit)
        await postgres.answered
        return found
      },
    },
  })
  return { feed, reads, errors, postgres, comings: () => comings }
}

/** Somebody who writes down what they are given, and has enough after each so many takes. */
export function aReader(mostAtOnce = Number.POSITIVE_INFINITY, accountId: string | null = null) {
  const seqs: number[] = []
  const takes: number[][] = []
  const starts: Snapshot[] = []
  const passed: string[] = []
  let taken = 0
  const { changed, until } = createWatch()
  const note = () => {
    changed()
    return ++taken % mostAtOnce !== 0
  }
  const reader: Reader = {
    admission: { accountId, name: null, access: 0 },
    take(_, fresh) {
      seqs.push(...fresh.map(({ seq }) => seq))
      takes.push(fresh.map(({ seq }) => seq))
      return note()
    },
    restart(snapshot) {
      starts.push(snapshot)
      return note()
    },
    pass({ epoch, seq }, text) {
      passed.push(`${epoch}.${seq} ${text}`)
    },
    putOut() {},
  }
  return { reader, seqs, takes, starts, passed, until }
}

/** Lets everything happen that waits for nothing else. */
export const settle = () => new Promise<void>((resolve) => setImmediate(() => setImmediate(resolve)))
