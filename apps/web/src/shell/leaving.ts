import { forgetAccounts } from './left-behind.ts'

let expected: string | null = null

/** Says beforehand why this tab is about to be signed out by its own act; null when the act was refused. */
export function expectToLeave(reason: string | null): void {
  expected = reason
}

/**
 * To the sign-in page by a hard navigation, so that nothing of the account stays in memory, nor in what the browser
 * stores. Only whom the time has signed out finds what they had not sent. What was expected counts first.
 */
export function leave(reason: string): void {
  const why = expected ?? reason
  if (why !== 'time') forgetAccounts()
  location.replace(`/sign-in?reason=${encodeURIComponent(why)}`)
}
