import { dictionary } from '@zxcvbn-ts/language-common'

let list: ReadonlySet<string> | undefined

/**
 * Whether a password is among the fifty thousand that are tried first, in any case and with whatever digits and marks are
 * hung on to make it longer: who guesses does that too. Otherwise only the whole of it counts.
 */
export function isCommonPassword(password: string): boolean {
  list ??= new Set(dictionary['passwords-common'] as readonly string[])
  const whole = password.normalize('NFKC').toLowerCase()
  return list.has(whole) || list.has(whole.replace(/[^\p{L}]+$/u, ''))
}
