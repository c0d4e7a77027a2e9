/** What "at once" means for an answer that needs no hashing. */
const atOnceMs = 50
/** Whatever takes that long by itself is among the slowest, however busy the machine. */
const mostSuspects = 40
const mostTries = 25

/**
 * Sends, and keeps which took longest. `slow` asks those again and again: it is they who are slow, and not a machine that
 * had others to serve, when not one of many answers comes at once.
 */
export function timing<Item>(send: (item: Item) => Promise<{ readonly ms: number }>) {
  const timed: { readonly item: Item; readonly ms: number }[] = []
  return {
    note: (item: Item, { ms }: { readonly ms: number }) => void timed.push({ item, ms }),
    async slow(): Promise<readonly Item[]> {
      const late = timed.filter(({ ms }) => ms > atOnceMs).sort((one, other) => other.ms - one.ms)
      const slow: Item[] = []
      for (const { item } of late.slice(0, mostSuspects)) {
        let bestMs = Number.POSITIVE_INFINITY
        for (let tries = 0; tries < mostTries && bestMs > atOnceMs; tries++)
          bestMs = Math.min(bestMs, (await send(item)).ms)
        if (bestMs > atOnceMs) slow.push(item)
      }
      return slow
    },
  }
}
