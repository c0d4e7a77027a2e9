import type { Evidence } from './run.ts'

/**
 * `official`: approved runs, which alone make ranks, personal bests and records.
 * `provisional`: every finished run that was not rejected, approved or not; each says which.
 */
export const standings = ['official', 'provisional'] as const
export type Standing = (typeof standings)[number]

/** `all`, a year such as `2026`, or a month such as `2026-11`; in UTC. */
export const windowPattern = /^(?:all|2\d{3}(?:-(?:0[1-9]|1[0-2]))?)$/
/** Lower-case, as people write the names of languages and frameworks: `c++`, `node`, `next.js`, `c#`. */
export const stackPattern = /^[a-z0-9](?:[a-z0-9.+#-]{0,22}[a-z0-9+#])?$/
export const mostStack = 5

/** One list of a board: which of its runs are asked for. */
export type Lens = {
  readonly standing: Standing
  readonly window: string
  readonly stack: string | null
  readonly evidence: Evidence
}

/** The list of all time with every approved run: what "rank" and "record" mean without further words. */
export const officialList = 'official/all//timed'

/** The name under which a list is kept. */
export function lensKey({ standing, window, stack, evidence }: Lens): string {
  return `${standing}/${window}/${stack ?? ''}/${evidence}`
}

/**
 * Ranks for one page of a board whose first row has rank `firstRank` and place `firstPlace` (counted from one). Equal times share a
 * rank and the next one skips: 1, 2, 2, 4.
 */
export function rankPage(
  times: readonly number[],
  { firstRank, firstPlace }: { readonly firstRank: number; readonly firstPlace: number },
): readonly number[] {
  let rank = firstRank
  return times.map((time, index) => {
    if (index > 0 && time !== times[index - 1]) rank = firstPlace + index
    return rank
  })
}
