import type { RefusalDetails, RefusalReason } from '@shiplap/domain/refusal'
import { type RefusalWords, tellIn } from '../refusal-words.ts'

/** What a person reads when something about an account or a device is refused. */
export const accountWords = {
  'account.wrong-credentials': 'That name and password do not go together.',
  'account.wrong-password': 'That is not your password.',
  'account.no-password': 'This account has no password yet.',
  'account.username-taken': 'Somebody already has this name.',
  'account.email-taken': 'This address belongs to another account.',
  'account.password-too-short': ({ least }) => `Use at least ${least} characters. A few words do well.`,
  'account.password-too-common': 'This password is among the first that anybody would try. Choose another.',
  'account.prove-again': 'Nothing was changed: this needs you to prove first that it is you.',
  'account.password-is-name': 'Your own name, or ours, makes no password. Choose another.',
  'account.registration-closed': 'New accounts are made by invitation here. Ask whoever runs this place.',
  'account.disabled': 'This account was closed by an administrator.',
  'account.link-invalid': 'This link has been used, or its time is over. Ask for a new one.',
  'account.last-admin': 'Somebody has to run this place: make another administrator first.',
  'account.no-email': 'This account has no address to write to.',
  'account.set-up': 'This link makes no administrator any more.',
  'account.busy': 'Many people are signing in right now. Try again in a moment.',
  'account.not-found': 'There is no such account.',
  'device.not-found': 'This device is signed out already.',
  'code.invalid': 'This code does not work: it is wrong, used, or too old.',
  'code.too-soon': 'A code was sent a moment ago.',
  'limit.reached': 'That was too often in a short time.',
  'request.invalid': 'Something in the form is not as it should be.',
} as const satisfies RefusalWords

const tell = tellIn(accountWords)

export const wordsFor = (refusal: { reason: RefusalReason; details: RefusalDetails } | null): string =>
  tell(refusal?.reason, refusal?.details)

/** Why somebody who was signed in stands before the sign-in page. */
const outWords: Readonly<Record<string, string>> = {
  'sign-out': 'You are signed out.',
  device: 'This device was signed out from another one.',
  everywhere: 'You were signed out everywhere.',
  password: 'Your password was changed on another device, so this one was signed out.',
  reset: 'Your password was reset, so every device was signed out.',
  reuse: 'An old credential of this device was used again, so it was signed out for safety.',
  replaced: 'This session was replaced by a newer one.',
  time: 'You were signed out because this device was not used for a while.',
  admin: 'An administrator ended this session.',
  deletion: 'The account is deleted.',
  reset_done: 'Your new password is set. Sign in with it.',
}

export function whyOutWords(reason: string | undefined): string | null {
  return reason === undefined ? null : (outWords[reason] ?? null)
}
