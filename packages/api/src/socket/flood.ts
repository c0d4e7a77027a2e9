/** A stock of `most` that regains `perSecond`. */
export class FloodGate {
  readonly #most: number
  readonly #perSecond: number
  #left: number
  #at = performance.now()
  constructor({ most, perSecond }: { readonly most: number; readonly perSecond: number }) {
    this.#most = most
    this.#perSecond = perSecond
    this.#left = most
  }

  /** Takes of it, also past its end, and says how long to pause then. */
  spend(count: number): number {
    const now = performance.now()
    this.#left = Math.min(this.#most, this.#left + ((now - this.#at) / 1_000) * this.#perSecond) - count
    this.#at = now
    return this.#left >= 0 ? 0 : (-this.#left / this.#perSecond) * 1_000
  }
}
