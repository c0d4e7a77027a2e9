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
 * Ranks for one page of a board. `faster` runners are faster than its first row, and `tiedBefore` as fast but before it. Equal times
 * share a rank and the next one skips: 1, 2, 2, 4. What is obsolete has no rank and takes no place.
 */
export function rankPage(
  rows: readonly { readonly timeMs: number; readonly obsolete: boolean }[],
  { faster, tiedBefore }: { readonly faster: number; readonly tiedBefore: number },
): readonly (number | null)[] {
  let rank = faster + 1
  let place = faster + tiedBefore + 1
  let timeMs = rows[0]?.timeMs
  return rows.map((row) => {
    if (row.obsolete) return null
    if (row.timeMs !== timeMs) rank = place
    timeMs = row.timeMs
    place++
    return rank
  })
}
