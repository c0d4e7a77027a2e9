import { refusalOf } from '@shiplap/client/refusal'
import { wordsOf } from './chat-words.ts'

/** Why a message has not arrived, as far as is known, and when to send it again. */
export type NotSent =
  /** Nobody knows whether it arrived; its key makes asking again harmless. */
  | { readonly kind: 'lost'; readonly waitMs: number }
  | { readonly kind: 'limited'; readonly waitMs: number }
  | { readonly kind: 'refused'; readonly why: string }

/** `tries` is how often in a row it was lost before. */
export function whyNotSent(error: unknown, tries: number): NotSent {
  const refusal = refusalOf(error)
  if (refusal === null || refusal.reason === 'service.unavailable')
    return { kind: 'lost', waitMs: Math.min(8_000, 500 * 2 ** tries) }
  if (refusal.reason === 'limit.reached')
    return { kind: 'limited', waitMs: Number(refusal.details.retryAfterMs ?? 2_000) }
  return { kind: 'refused', why: wordsOf(refusal.reason) }
}
