/** When each milestone was reached, by position; null where it was skipped or not reached. */
export type Marks = readonly (number | null)[]

/** How long each segment took; null where one of its two ends is unknown. */
export function segmentsOf(marks: Marks): Marks {
  return marks.map((mark, index) => {
    const before = index === 0 ? 0 : marks[index - 1]
    return mark === null || before === null || before === undefined ? null : mark - before
  })
}

/** The best of each segment over many runs: the golds. */
export function bestSegments(runs: readonly Marks[], milestoneCount: number): Marks {
  const segments = runs.map(segmentsOf)
  return positions(milestoneCount).map((index) => least(segments.map((of) => of[index] ?? null)))
}

/** The marks of a run made of best segments alone; unknown from the first unknown segment on. Its last is the sum of best. */
export function marksOfBest(golds: Marks): Marks {
  let sum: number | null = 0
  return golds.map((gold) => {
    sum = sum === null || gold === null ? null : sum + gold
    return sum
  })
}

/** The mean of the marks that are there, per position, rounded to whole milliseconds. */
export function averageMarks(runs: readonly Marks[], milestoneCount: number): Marks {
  return positions(milestoneCount).map((index) => {
    const known = runs.flatMap((marks) => marks[index] ?? [])
    return known.length === 0 ? null : Math.round(known.reduce((sum, mark) => sum + mark, 0) / known.length)
  })
}

/** How far a mark lies behind (positive) or ahead (negative) of what it is compared with. */
export function deltaMs(mark: number | null | undefined, against: number | null | undefined): number | null {
  return mark == null || against == null ? null : mark - against
}

/** True when the segment at `index` beats the best one known, or is the first known. */
export function isGold(marks: Marks, index: number, golds: Marks): boolean {
  const segment = segmentsOf(marks)[index] ?? null
  const gold = golds[index] ?? null
  return segment !== null && (gold === null || segment < gold)
}

/**
 * What could still be saved against a comparison: from the last mark on, every segment run at its best.
 * Null while a segment ahead has no best yet.
 */
export function possibleSaveMs(marks: Marks, against: Marks, golds: Marks): number | null {
  const reached = marks.length
  const final = against.at(-1) ?? null
  const from = reached === 0 ? 0 : (against[reached - 1] ?? null)
  const ahead = golds.slice(reached)
  if (final === null || from === null || ahead.includes(null)) return null
  const best = ahead.reduce((sum: number, gold) => sum + (gold ?? 0), 0)
  return Math.max(0, final - from - best)
}

function positions(count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => index)
}

function least(values: Marks): number | null {
  const known = values.filter((value) => value !== null)
  return known.length === 0 ? null : Math.min(...known)
}
