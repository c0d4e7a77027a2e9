import { dictionary } from '@zxcvbn-ts/language-common'

let list: ReadonlySet<string> | undefined

/** Whether this very password is among the fifty thousand that are tried first. Only the whole of it counts. */
export function isCommonPassword(password: string): boolean {
  list ??= new Set(dictionary['passwords-common'] as readonly string[])
  return list.has(password.normalize('NFKC').toLowerCase())
}
