export const roles = ['member', 'verifier', 'moderator', 'admin'] as const
export type Role = (typeof roles)[number]

/** Each role may do all that the ones before it may. */
export function hasRole(account: { readonly role: Role }, least: Role): boolean {
  return roles.indexOf(account.role) >= roles.indexOf(least)
}

/**
 * The form under which a name is unique: NFKC, then lower case, so that two spellings of one name are one account.
 * Usernames hold letters, digits, dots, dashes and underscores of ASCII only; look-alikes of other scripts are refused by `usernamePattern`.
 */
export function nameKey(name: string): string {
  return name.normalize('NFKC').toLowerCase()
}

export const usernamePattern = /^[A-Za-z0-9](?:[A-Za-z0-9._-]{1,28})[A-Za-z0-9]$/
export const passwordLength = { least: 12, most: 1_024 } as const
