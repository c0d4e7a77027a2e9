import type { Limit, Taken } from './limit.ts'

const mostKeys = 20_000

/** Redis drops a call by a clock of its own, so that only younger ones than this share of the window are surely in it. */
const surelyThere = 0.95

type Log = {
  /** When this process let calls through, in that order. */
  readonly calls: number[]
  /** How many calls of other processes Redis knew of, and when it said so. */
  others: { readonly count: number; readonly at: number }
  /** Until then Redis is known to have forgotten calls. */
  doubtedUntil: number
}

/** Counts like the limiter on Redis, for this process alone and for what Redis told it of others. */
export function createLocalLimiter(now: () => number = () => performance.now()) {
  const logs = new Map<string, Log>()

  function logOf({ key, perMs }: Limit): Log {
    const log = logs.get(key) ?? { calls: [], others: { count: 0, at: 0 }, doubtedUntil: 0 }
    log.calls.splice(0, countUntil(log.calls, now() - perMs))
    if (log.others.at <= now() - perMs) log.others = { count: 0, at: 0 }
    // Those that have not called for longest go first; a stranger cannot fill the memory by changing keys.
    logs.delete(key)
    logs.set(key, log)
    const [oldest] = logs.keys()
    if (logs.size > mostKeys && oldest !== undefined) logs.delete(oldest)
    return log
  }

  return {
    /** Notes how many calls Redis counted before this one. False when it may have forgotten some: then it cannot be relied on alone. */
    hear(
      limit: Limit,
      { earlier, isSettled }: { readonly earlier: number; readonly isSettled: boolean },
    ): boolean {
      const log = logOf(limit)
      const young = log.calls.length - countUntil(log.calls, now() - limit.perMs * surelyThere)
      if (young > earlier) log.doubtedUntil = now() + limit.perMs
      const knowsAll = isSettled && now() >= log.doubtedUntil
      if (knowsAll) log.others = { count: Math.max(0, earlier - log.calls.length), at: now() }
      return knowsAll
    },

    /** Takes a point for a call that was asked for at `at`. */
    take(limit: Limit, at = now()): Taken {
      const log = logOf(limit)
      const left = limit.points - log.others.count
      if (log.calls.length >= left) {
        // Once this one is out of the window, one more fits.
        const first = left > 0 ? (log.calls.at(-left) ?? at) : log.others.at
        return { ok: false, retryAfterMs: Math.max(1, Math.ceil(first + limit.perMs - now())) }
      }
      log.calls.push(at)
      return {
        ok: true,
        async giveBack() {
          const place = log.calls.indexOf(at)
          if (place >= 0) log.calls.splice(place, 1)
        },
      }
    },

    /** Forgets everything. */
    forget: () => logs.clear(),
  }
}

/** How many of these times, which are in order, are not after `edge`; of a long log that moves on only a few are looked at. */
function countUntil(times: readonly number[], edge: number): number {
  const first = times.findIndex((time) => time > edge)
  return first < 0 ? times.length : first
}
