import type { Marks } from '@shiplap/domain/comparison'
import type { Comparisons } from './view.ts'

export const comparisonNames = {
  pb: 'Personal best',
  record: 'Record',
  average: 'Average',
  best: 'Sum of best',
} as const
export type ComparisonName = keyof typeof comparisonNames

export type Compared = { readonly timeMs: number | null; readonly marks: Marks }

/** What the splits are held against; null where there is nothing of that kind yet. */
export function comparedTo(comparisons: Comparisons | null, name: ComparisonName): Compared | null {
  const found = {
    pb: comparisons?.personalBest,
    record: comparisons?.record,
    average: comparisons?.average,
    best: comparisons?.sumOfBest,
  }[name]
  return found == null || found.marks.every((mark) => mark === null) ? null : found
}

/** The comparison that was chosen, or the first that says anything. */
export function usable(comparisons: Comparisons | null, chosen: ComparisonName): ComparisonName {
  const names = [chosen, ...(Object.keys(comparisonNames) as ComparisonName[])]
  return names.find((name) => comparedTo(comparisons, name) !== null) ?? chosen
}
