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

/** What was probably meant, as a sentence; empty when nothing comes near. */
export function hint(typed: string, known: readonly string[]): string {
  const [nearest] = known
    .map((word) => ({ word, away: distance(typed, word) }))
    .filter(({ word, away }) => away <= Math.max(2, word.length / 3))
    .sort((a, b) => a.away - b.away)
  if (nearest !== undefined) return ` Did you mean ${nearest.word}?`
  return known.length > 0 ? ` There is ${known.join(', ')}.` : ''
}

/** How many letters have to be put in, taken out or changed to make one word of the other. */
function distance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, at) => at)
  for (const [at, letter] of [...from].entries()) {
    const next = [at + 1]
    for (let place = 1; place <= to.length; place++)
      next[place] = Math.min(
        (row[place] ?? 0) + 1,
        (next[place - 1] ?? 0) + 1,
        (row[place - 1] ?? 0) + Number(to[place - 1] !== letter),
      )
    row = next
  }
  return row.at(-1) ?? 0
}
