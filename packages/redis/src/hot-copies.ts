import { attemptOn } from './attempt.ts'
import type { Redis } from './connect.ts'

/**
 * Copies of what PostgreSQL says, for a short while. A copy that was read before a change cannot be put after it:
 * forgetting leaves a mark for as long as such a reader may take.
 */
export type HotCopies = {
  /** The copy, and how long it lasts. Rejects when Redis does not answer; then ask PostgreSQL. */
  readonly get: (key: string) => Promise<{ readonly value: string; readonly leftMs: number } | null>
  readonly put: (key: string, value: string, forMs: number) => Promise<void>
  /** Never fails: a copy that could not be forgotten here is told of by other means and ends by itself. */
  readonly forget: (keys: readonly string[]) => Promise<void>
}

const readerMs = 10_000

export function createHotCopies({ redis }: { readonly redis: Redis }): HotCopies {
  const attempt = attemptOn(redis)
  const name = (key: string) => `copy:{${key}}`
  const mark = (key: string) => `forgotten:{${key}}`
  return {
    async get(key) {
      const [value, leftMs] = await attempt(() => Promise.all([redis.get(name(key)), redis.pttl(name(key))]))
      return value === null || leftMs < 1 ? null : { value, leftMs }
    },
    async put(key, value, forMs) {
      if (forMs < 1) return
      await attempt(() =>
        redis.eval(putUnlessForgotten, 2, name(key), mark(key), value, Math.floor(forMs)),
      ).then(nothing, nothing)
    },
    async forget(keys) {
      await Promise.allSettled(
        keys.map((key) => attempt(() => redis.eval(forgetOne, 2, name(key), mark(key), readerMs))),
      )
    },
  }
}

const putUnlessForgotten = `
if redis.call('EXISTS', KEYS[2]) == 0 then redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2]) end`
const forgetOne = `
redis.call('SET', KEYS[2], '', 'PX', ARGV[1])
redis.call('DEL', KEYS[1])`

const nothing = () => {}
