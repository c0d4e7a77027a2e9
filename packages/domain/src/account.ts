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

/** Length as people count it: one emoji is one character. */
export function characters(text: string): number {
  return [...text].length
}

/** The product's own name and the person's names make no password. */
export function isContextWord(
  password: string,
  { username, email }: { readonly username?: string | null; readonly email?: string | null },
): boolean {
  const bare = (text: string) => nameKey(text).replace(/[^a-z0-9]/g, '')
  const own = [username, email, email?.split('@')[0], 'shiplap'].filter((word) => word != null).map(bare)
  const said = bare(password).replace(/\d+$/, '')
  return own.some((word) => word !== '' && (said === word || repeats(said, word)))
}

function repeats(text: string, word: string): boolean {
  return text.length > word.length && text === word.repeat(text.length / word.length)
}

/** How long a password, code or reset link proves that it is still the owner who sits there. */
export const sudoMs = 10 * 60_000
export const resetLinkMs = 30 * 60_000
export const emailLinkMs = 24 * 60 * 60_000
