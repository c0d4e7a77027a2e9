import { randomUUID } from 'node:crypto'
import { attemptOn } from './attempt.ts'
import type { Redis } from './connect.ts'
import type { Limit, Taken } from './limit.ts'
import { createLocalLimiter } from './local-limiter.ts'

export type Limiter = {
  readonly take: (limit: Limit) => Promise<Taken>
  /** Forgets what this process remembers, which is what it holds against a Redis that forgets. */
  readonly forget: () => void
}

/** Every process has found out within that time that Redis is back: they ask again after a second at most. */
const settleMs = 2_000
/** No longer than that are all keys doubted together; what one process knows of a longer window it holds against Redis. */
const longestMs = 10_000

/**
 * Counts exactly, over a sliding window, on the clock of Redis, for all processes together; each remembers beside it what
 * it let through, and what Redis told of others. While Redis is away that memory alone decides and grants half. When it
 * is back it does not know what was granted meanwhile, and it may have forgotten what was before: until that is out of
 * the window both have to agree. So an outage makes limits stricter, and neither its beginning nor its end lifts them.
 */
export function createLimiter({ redis }: { readonly redis: Redis }): Limiter {
  const attempt = attemptOn(redis)
  const local = createLocalLimiter()
  let failedAt = Number.NEGATIVE_INFINITY
  const fail = () => {
    failedAt = performance.now()
  }
  redis.on('reconnecting', fail)

  return {
    async take(limit) {
      const { key, points, perMs } = limit
      const name = `limit:{${key}}`
      const member = randomUUID()
      const half = { ...limit, points: Math.max(1, Math.floor(points / 2)) }
      const at = performance.now()
      let told: readonly [waitMs: number, earlier: number]
      try {
        told = (await attempt(() => redis.eval(takeOne, 1, name, points, perMs, member))) as typeof told // the script's
      } catch {
        if (redis.status === 'ready') fail()
        return local.take(half, at)
      }
      const [waitMs, earlier] = told
      const isSettled = performance.now() - failedAt > Math.min(perMs, longestMs) + settleMs
      const knowsAll = local.hear(limit, { earlier, isSettled })
      if (waitMs > 0) return { ok: false, retryAfterMs: waitMs }
      const taken = local.take(knowsAll ? limit : half, at)
      const leave = () => attempt(() => redis.zrem(name, member)).then(nothing, nothing)
      if (taken.ok) return { ok: true, giveBack: () => taken.giveBack().then(leave) }
      void leave()
      return taken
    },
    forget: local.forget,
  }
}

// A log of the calls of the last window. Answers 0 when one more fits, else the milliseconds until one does; and how many
// there were before. Who is in it already asks once more because the answer was lost.
const takeOne = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local points, window = tonumber(ARGV[1]), tonumber(ARGV[2])
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now - window)
local count = redis.call('ZCARD', KEYS[1])
if count < points or redis.call('ZSCORE', KEYS[1], ARGV[3]) then
  redis.call('ZADD', KEYS[1], now, ARGV[3])
  redis.call('PEXPIRE', KEYS[1], window)
  return {0, count}
end
local first = redis.call('ZRANGE', KEYS[1], -points, -points, 'WITHSCORES')
return {math.max(1, tonumber(first[2]) + window - now), count}`

const nothing = () => {}
