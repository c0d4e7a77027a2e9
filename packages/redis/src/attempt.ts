import type { Redis } from './connect.ts'

/** Asks Redis, or rejects at once while it is known not to answer. */
export type Attempt = <Answer>(ask: () => Promise<Answer>) => Promise<Answer>

const restMs = 1_000
const breakers = new WeakMap<Redis, Attempt>()

/**
 * One request may ask Redis several times. When it is frozen each would wait its half second, so the first that waited in
 * vain spares all others of this connection the wait for a second.
 */
export function attemptOn(redis: Redis): Attempt {
  const known = breakers.get(redis)
  if (known !== undefined) return known
  let restUntil = 0
  const attempt: Attempt = async (ask) => {
    if (performance.now() < restUntil) throw new Error('redis did not answer a moment ago')
    try {
      return await ask()
    } catch (error) {
      if (error instanceof Error && /timed out/i.test(error.message)) restUntil = performance.now() + restMs
      throw error
    }
  }
  breakers.set(redis, attempt)
  return attempt
}
