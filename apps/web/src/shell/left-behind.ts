/** What this browser keeps for an account, by how the names begin; its own choices, such as the theme, stay. */
const ofAccounts = ['shiplap.outbox.', 'shiplap.draft.']
const ofRuns = 'shiplap.acts.'

/** Removes what is kept for accounts: drafts, what was not sent yet, acts of a run on the clock. */
export function forgetAccounts(): void {
  remove((name) => name.startsWith(ofRuns) || ofAccounts.some((start) => name.startsWith(start)))
}

/** Removes what is kept for any account but this one: somebody else was here, and was signed out by the time alone. */
export function forgetOthers(accountId: string): void {
  remove((name) => ofAccounts.some((start) => name.startsWith(start) && !name.startsWith(start + accountId)))
}

function remove(isLeft: (name: string) => boolean): void {
  try {
    for (const name of Object.keys(localStorage)) if (isLeft(name)) localStorage.removeItem(name)
  } catch {
    // Where storing is forbidden, nothing is left.
  }
}
