import type { Claimed } from '@shiplap/db/claimed'
import type { Lane } from '@shiplap/db/queries/jobs-claim'

const everyMs = 1_000

type Hint = {
  last: number
  older: number
  oldest: number
  isDeep: boolean
  /** The last round in which it was searched from the beginning. */
  round: number
}

/**
 * Where to start looking in each lane. While an old transaction is open somewhere, PostgreSQL keeps what we have deleted,
 * and a search from the beginning walks over all of it. In a deep lane the search starts behind the last claim; in a
 * shallow one behind what was claimed a second or two ago, so that a job whose transaction took its id early and
 * committed late is found; and once a second, which is a round, from the very beginning: each lane by itself, since a
 * claim asks only in lanes that have room, and seldom in one whose jobs are long.
 */
export class Hints {
  readonly #lanes = new Map<string, Hint>()
  #aged = 0
  #round = 1
  /** The round in which the last claim began. */
  #begun = 1

  /** The next search of each lane starts from the beginning: jobs came back under old ids. */
  forget(): void {
    this.#round++
  }

  /** Where the next claim looks in each lane. */
  begin(nowMs: number): (lane: Omit<Lane, 'after' | 'most'>) => number {
    if (nowMs - this.#aged >= everyMs) this.#age(nowMs)
    this.#begun = this.#round
    return (lane) => {
      const hint = this.#hint(lane)
      return hint.round < this.#round ? 0 : hint.isDeep ? hint.last : hint.oldest
    }
  }

  /**
   * Learns from what a claim brought. `isWorthAnother`: a lane that was searched from behind its last claim has come to
   * its end, so that an earlier start may find more. `isFull`: a lane gave all that was asked of it.
   */
  learn(lanes: readonly Lane[], claimed: readonly Claimed[], most: number) {
    let isWorthAnother = false
    let isFull = claimed.length >= most
    const isCut = isFull
    const seen = new Map<string, { count: number; last: number }>()
    let entry: { count: number; last: number } | undefined
    let of: Claimed | undefined
    // Sorted as they are, most follow one of their own lane.
    for (const job of claimed) {
      if (of === undefined || of[2] !== job[2] || of[3] !== job[3]) {
        const name = nameOf({ kind: job[2], priority: job[3] })
        entry = seen.get(name) ?? { count: 0, last: 0 }
        seen.set(name, entry)
        of = job
      }
      if (entry === undefined) continue
      entry.count++
      entry.last = Math.max(entry.last, job[1])
    }
    for (const lane of lanes) {
      const hint = this.#hint(lane)
      const found = seen.get(nameOf(lane))
      // A claim that is full may not have come to the lanes of which it brings nothing.
      if (!isCut || found !== undefined) hint.round = this.#begun
      const wasTight = hint.isDeep && lane.after > 0
      if (found !== undefined && (isCut || found.count >= lane.most)) {
        isFull = true
        // There may be more right behind, even where this lies before what was claimed last.
        hint.last = found.last
        hint.isDeep = true
        continue
      }
      if (isCut) continue
      hint.last = Math.max(hint.last, found?.last ?? 0)
      hint.isDeep = false
      if (wasTight) isWorthAnother = true
    }
    return { isWorthAnother, isFull }
  }

  #age(nowMs: number): void {
    this.#aged = nowMs
    this.#round++
    for (const hint of this.#lanes.values()) {
      hint.oldest = Math.min(hint.older, hint.last)
      hint.older = hint.last
    }
  }

  #hint(lane: { readonly kind: string; readonly priority: number }): Hint {
    const name = nameOf(lane)
    const known = this.#lanes.get(name)
    if (known !== undefined) return known
    const hint = { last: 0, older: 0, oldest: 0, isDeep: false, round: 0 }
    this.#lanes.set(name, hint)
    return hint
  }
}

function nameOf({ kind, priority }: { readonly kind: string; readonly priority: number }): string {
  return `${priority} ${kind}`
}
