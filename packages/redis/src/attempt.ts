import { patienceMs, type Redis } from './connect.ts'

/** Asks Redis, or rejects at once while it is known not to answer. */
export type Attempt = <Answer>(ask: () => Promise<Answer>) => Promise<Answer>

const restMs = 1_000
/** No timer is that late unless the process was held up. */
const heldUpMs = 50
/** A Redis that answers does so at once; one that does not shall not take twice as long. */
const secondMs = 100
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
      return await patiently(ask)
    } catch (error) {
      if (isTimeout(error)) restUntil = performance.now() + restMs
      throw error
    }
  }
  breakers.set(redis, attempt)
  return attempt
}

/** Asks, and once more where the wait ended late: then we were held up ourselves, and the answer may have lain there unread. */
async function patiently<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
  const askedAt = performance.now()
  try {
    return await ask()
  } catch (error) {
    if (isTimeout(error) && performance.now() - askedAt > patienceMs + heldUpMs) return briefly(ask())
    throw error
  }
}

async function briefly<Answer>(asked: Promise<Answer>): Promise<Answer> {
  const late = Promise.withResolvers<never>()
  const timer = setTimeout(() => late.reject(new Error('redis timed out twice')), secondMs)
  try {
    return await Promise.race([asked, late.promise])
  } finally {
    clearTimeout(timer)
  }
}

const isTimeout = (error: unknown) => error instanceof Error && /timed out/i.test(error.message)
