import type { Limit, Taken } from './limit.ts'

const mostKeys = 20_000

/** Counts like the limiter on Redis, for this process alone. */
export function createLocalLimiter(now: () => number = () => performance.now()) {
  const log = new Map<string, number[]>()

  function callsWithin({ key, perMs }: Limit): number[] {
    const calls = (log.get(key) ?? []).filter((call) => call > now() - perMs)
    // Those that have not called for longest go first; a stranger cannot fill the memory by changing keys.
    log.delete(key)
    log.set(key, calls)
    const [oldest] = log.keys()
    if (log.size > mostKeys && oldest !== undefined) log.delete(oldest)
    return calls
  }

  /** Counts a call that was let through; the answer takes it back. */
  function record(limit: Limit): () => void {
    const at = now()
    callsWithin(limit).push(at)
    return () => {
      const present = log.get(limit.key) ?? [] // another list once somebody has called again
      const place = present.indexOf(at)
      if (place >= 0) present.splice(place, 1)
    }
  }

  return {
    record,
    take(limit: Limit): Taken {
      const first = callsWithin(limit).at(-limit.points)
      if (first !== undefined)
        return { ok: false, retryAfterMs: Math.max(1, Math.ceil(first + limit.perMs - now())) }
      const takeBack = record(limit)
      return { ok: true, giveBack: async () => takeBack() }
    },
  }
}
