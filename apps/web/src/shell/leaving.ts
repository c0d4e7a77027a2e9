let expected: string | null = null

/** Says beforehand why this tab is about to be signed out by its own act; null when the act was refused. */
export function expectToLeave(reason: string | null): void {
  expected = reason
}

/** To the sign-in page by a hard navigation, so that nothing of the account stays in memory. What was expected counts first. */
export function leave(reason: string): void {
  location.replace(`/sign-in?reason=${encodeURIComponent(expected ?? reason)}`)
}
