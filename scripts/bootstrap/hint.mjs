/**
 * What was probably meant, as a sentence; empty when there is nothing to choose from.
 *
 * @param {string} typed
 * @param {readonly string[]} known
 * @returns {string}
 */
export function hint(typed, known) {
  const [nearest] = known
    .map((word) => ({ word, away: distance(typed, word) }))
    .filter(({ word, away }) => away <= Math.max(2, word.length / 3))
    .sort((a, b) => a.away - b.away)
  if (nearest !== undefined) return ` Did you mean ${nearest.word}?`
  return known.length > 0 ? ` There is ${known.join(', ')}.` : ''
}

/**
 * How many letters have to be put in, taken out or changed to make one word of the other.
 *
 * @param {string} from
 * @param {string} to
 * @returns {number}
 */
function distance(from, to) {
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
