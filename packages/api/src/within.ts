import { setTimeout as delay } from 'node:timers/promises'
import { refuse } from '@shiplap/domain/refusal'

/** Whoever asks is told within three seconds that PostgreSQL does not answer. */
export const answerWithinMs = 2_800

/** What was asked for, or a refusal once that many milliseconds are over. */
export async function within<Answer>(ms: number, asked: Promise<Answer>): Promise<Answer> {
  const patience = new AbortController()
  const tooLate = delay(ms, undefined, patience).then(() => refuse('service.unavailable'))
  try {
    return await Promise.race([asked, tooLate])
  } finally {
    patience.abort()
  }
}
