import type { RefusalDetails, RefusalReason } from '@shiplap/domain/refusal'

export type RefusalWords = Partial<Record<RefusalReason, string | ((details: RefusalDetails) => string)>>

/** What reads the same wherever it is refused; a noun's own words stand before these. */
export const commonWords = {
  'account.signed-out': 'You are signed out. Sign in again.',
  'account.forbidden': 'Your role does not allow this.',
  'request.invalid': 'Something in it is not as it should be.',
  'request.too-large': 'That is more than can be sent at once.',
  'limit.reached': 'That was too often in a short time. Wait a moment.',
  'service.unavailable': 'The server cannot answer just now. Try again in a moment.',
} as const satisfies RefusalWords

/** Tells a refusal in the words of one noun; no reason means that nobody answered. */
export function tellIn(own: RefusalWords) {
  const words: RefusalWords = { ...commonWords, ...own }
  return (reason: RefusalReason | null | undefined, details: RefusalDetails = {}): string => {
    if (reason === null || reason === undefined)
      return 'The server could not be reached. Check your connection and try again.'
    const said = words[reason] ?? 'That was refused.'
    return typeof said === 'string' ? said : said(details)
  }
}
