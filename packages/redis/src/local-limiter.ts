import type { Limit, Taken } from './limit.ts'

const mostKeys = 20_000

/** Counts like the limiter on Redis, for this process alone. */
export function createLocalLimiter(now: () => number = () => performance.now()) {
  const log = new Map<string, number[]>()
  return {
    take({ key, points, perMs }: Limit): Taken {
      const at = now()
      const calls = (log.get(key) ?? []).filter((call) => call > at - perMs)
      // Those that have not called for longest go first; a stranger cannot fill the memory by changing keys.
      log.delete(key)
      log.set(key, calls)
      const [oldest] = log.keys()
      if (log.size > mostKeys && oldest !== undefined) log.delete(oldest)
      const first = calls.at(-points)
      if (first !== undefined) return { ok: false, retryAfterMs: Math.max(1, Math.ceil(first + perMs - at)) }
      calls.push(at)
      return {
        ok: true,
        async giveBack() {
          const present = log.get(key) ?? [] // another list than `calls` once somebody has called again
          const place = present.indexOf(at)
          if (place >= 0) present.splice(place, 1)
        },
      }
    },
  }
}
