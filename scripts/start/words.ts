import { hint } from '../bootstrap/hint.mjs'
import { Unable } from './explain.ts'

/** The words of the command line, and which of the known flags stand among them. Refuses a flag that nobody knows. */
export function readWords(
  known: readonly string[] = [],
  words: readonly string[] = process.argv.slice(2),
): { readonly words: readonly string[]; readonly has: (flag: string) => boolean } {
  const unknown = words.find((word) => word.startsWith('-') && !known.includes(word))
  if (unknown !== undefined) throw new Unable(`There is no flag ${unknown}.${hint(unknown, known)}`)
  return { words: words.filter((word) => !known.includes(word)), has: (flag) => words.includes(flag) }
}
