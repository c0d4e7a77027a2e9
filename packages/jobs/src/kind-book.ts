import type { Kind } from './kind.ts'

/** The work ahead of a worker is kept at this much, so that none hoards what another could do now. */
const aheadMs = 50
/** Of jobs that take no time at all, one batch waits while the next is fetched. */
const batchesAhead = 2

/** What one worker knows of one kind: its share of the slots and how long its jobs take. */
export class KindBook {
  readonly name: string
  readonly kind: Kind
  running = 0
  buffered = 0
  /** A moving mean; undefined until the first job has ended. */
  meanMs: number | undefined
  readonly ended = { done: 0, again: 0, anew: 0, back: 0, dead: 0, cancelled: 0 }
  spentMs = 0

  constructor(name: string, kind: Kind) {
    this.name = name
    this.kind = kind
  }

  learn(tookMs: number): void {
    this.spentMs += tookMs
    this.meanMs = this.meanMs === undefined ? tookMs : this.meanMs * 0.9 + tookMs * 0.1
  }

  /** A job waited so long for one of `slots` in vain: whatever runs there takes longer than what was known. */
  learnWait(waitedMs: number, slots: number): void {
    this.meanMs = Math.max(this.meanMs ?? 0, waitedMs * slots)
  }

  /**
   * How many more of this kind to claim when `free` slots of `concurrency` have nothing to do: enough for those, and
   * the work of `aheadMs`; nothing while no slot waits and half of that is still there.
   */
  room({ free, concurrency, most }: { free: number; concurrency: number; most: number }): number {
    const allowed = this.kind.concurrency - this.running - this.buffered
    const slots = Math.min(concurrency, this.kind.concurrency)
    const ahead = Math.min(
      batchesAhead * most,
      Math.floor((slots * aheadMs) / Math.max(this.meanMs ?? aheadMs * slots, 0.001)),
    )
    const missing = ahead - this.buffered
    const wanted = missing > ahead / 2 ? Math.max(free, missing) : free
    return Math.max(0, Math.min(most, allowed, wanted))
  }
}
