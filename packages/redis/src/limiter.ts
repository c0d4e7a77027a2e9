import { randomUUID } from 'node:crypto'
import { attemptOn } from './attempt.ts'
import type { Redis } from './connect.ts'
import type { Limit, Taken } from './limit.ts'
import { createLocalLimiter } from './local-limiter.ts'

export type Limiter = {
  readonly take: (limit: Limit) => Promise<Taken>
}

/**
 * Counts exactly, over a sliding window, on the clock of Redis, for all processes together. While Redis is away each
 * process counts for itself and grants half, in which it counts what Redis had let through: an outage makes limits
 * stricter and never lifts them.
 */
export function createLimiter({ redis }: { readonly redis: Redis }): Limiter {
  const attempt = attemptOn(redis)
  const local = createLocalLimiter()
  return {
    async take(limit) {
      const { key, points, perMs } = limit
      const name = `limit:{${key}}`
      const member = randomUUID()
      try {
        const wait = Number(await attempt(() => redis.eval(takeOne, 1, name, points, perMs, member)))
        if (wait > 0) return { ok: false, retryAfterMs: wait }
      } catch {
        return local.take({ key, points: Math.max(1, Math.floor(points / 2)), perMs })
      }
      const takeBack = local.record(limit)
      return {
        ok: true,
        giveBack() {
          takeBack()
          return attempt(() => redis.zrem(name, member)).then(nothing, nothing)
        },
      }
    },
  }
}

// A log of the calls of the last window. Answers 0 when one more fits, else the milliseconds until one does.
const takeOne = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local points, window = tonumber(ARGV[1]), tonumber(ARGV[2])
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now - window)
if redis.call('ZCARD', KEYS[1]) < points then
  redis.call('ZADD', KEYS[1], now, ARGV[3])
  redis.call('PEXPIRE', KEYS[1], window)
  return 0
end
local first = redis.call('ZRANGE', KEYS[1], -points, -points, 'WITHSCORES')
return math.max(1, tonumber(first[2]) + window - now)`

const nothing = () => {}
