import type { Claimed } from '@shiplap/db/claimed'
import type { Line } from '@shiplap/db/line'
import type { Lane } from '@shiplap/db/queries/jobs-claim'
import * as limited from '@shiplap/db/queries/jobs-claim-limited'
import type { KindLimit } from './kind.ts'
import type { KindBook } from './kind-book.ts'

/** How many keys one claim looks at. */
const keysMost = 200
/** How long to wait while another worker claims from the same kind. */
const othersMs = 5

/** How far the keys of a lane have been looked at since the first of them, and whether that brought anything. */
type Round = { after: string; hasFound: boolean }

export type LimitedOrder = {
  readonly token: number
  readonly workerId: number
  readonly book: KindBook
  readonly priority: number
  readonly most: number
}

/** Claims from kinds with a limit, key by key, so that each key has its turn. */
export class LimitedClaimer {
  readonly #rounds = new Map<string, Round>()

  /** Those lanes of `books` in which something waits. */
  async lanes(line: Line, { books }: { readonly books: readonly KindBook[] }) {
    if (books.length === 0) return []
    return limited.waitingLanes(line, { kinds: books.map((book) => book.name) })
  }

  /**
   * Claims once. `isWorthAnother`: there are keys that nobody has looked at. `waitMs`: how long until the first key that
   * its rate holds back has room again.
   */
  async claim(
    line: Line,
    { token, workerId, book, priority, most }: LimitedOrder,
  ): Promise<{
    readonly claimed: readonly Claimed[]
    readonly isWorthAnother: boolean
    readonly waitMs: number
  }> {
    const lane: Omit<Lane, 'after'> = { kind: book.name, priority, version: book.kind.version, most }
    const round = this.#round(lane)
    const claim = await limited.claimLimited(line, {
      token,
      workerId,
      lane,
      limit: asLimit(book.kind.limit),
      after: round.after,
      keys: keysMost,
    })
    if (claim === undefined) return { claimed: [], isWorthAnother: false, waitMs: othersMs }
    const { claimed, looked, last, waitMs } = claim
    const isWorthAnother = this.#learn(round, { found: claimed.length, most, looked, last })
    return { claimed, isWorthAnother, waitMs: waitMs ?? Number.POSITIVE_INFINITY }
  }

  #learn(
    round: Round,
    {
      found,
      most,
      looked,
      last,
    }: {
      readonly found: number
      readonly most: number
      readonly looked: number
      readonly last: string | null
    },
  ): boolean {
    round.hasFound ||= found > 0
    if (last !== null && (found === most || looked === keysMost)) {
      round.after = last
      return true
    }
    // The last key has been seen. Those before where this claim began may have room by now.
    const isWorthAnother = round.after !== '' && round.hasFound
    round.after = ''
    round.hasFound = false
    return isWorthAnother
  }

  #round({ kind, priority }: { readonly kind: string; readonly priority: number }): Round {
    const name = `${priority} ${kind}`
    const known = this.#rounds.get(name)
    if (known !== undefined) return known
    const round = { after: '', hasFound: false }
    this.#rounds.set(name, round)
    return round
  }
}

function asLimit(limit: KindLimit | null): limited.Limit {
  return { atOnce: limit?.atOnce ?? Number.POSITIVE_INFINITY, rate: limit?.rate ?? null }
}
