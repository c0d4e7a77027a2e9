/** A stock of `most` that regains `perSecond`. `spend` takes of it, also past its end, and says how long to pause then. */
export function createFloodGate({ most, perSecond }: { readonly most: number; readonly perSecond: number }) {
  let left = most
  let at = performance.now()
  return {
    spend(count: number): number {
      const now = performance.now()
      left = Math.min(most, left + ((now - at) / 1_000) * perSecond) - count
      at = now
      return left >= 0 ? 0 : (-left / perSecond) * 1_000
    },
  }
}
