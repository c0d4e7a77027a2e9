import { deltaMs, isGold, type Marks, segmentsOf } from '@shiplap/domain/comparison'
import { type Pace, paceOf } from '@shiplap/domain/pace'

export type SplitRow = {
  readonly position: number
  readonly title: string
  /** `now` is the milestone being worked on; a run that is over has none. */
  readonly standing: 'reached' | 'skipped' | 'now' | 'ahead'
  readonly markMs: number | null
  readonly segmentMs: number | null
  /** When the comparison reached it. */
  readonly againstMs: number | null
  readonly delta: { readonly ms: number; readonly pace: Pace } | null
  readonly unsent: boolean
}

/** The table of a run's splits against a comparison: one row per milestone. */
export function splitRows({
  marks,
  milestones,
  against,
  golds,
  moving,
  unsent = new Set(),
}: {
  readonly marks: Marks
  readonly milestones: readonly { readonly position: number; readonly title: string }[]
  readonly against: Marks | null
  readonly golds: Marks
  /** The run is on the clock, so that one row is the present one. */
  readonly moving: boolean
  readonly unsent?: ReadonlySet<number>
}): readonly SplitRow[] {
  const segments = segmentsOf(marks)
  const otherSegments = segmentsOf(against ?? [])
  return milestones.map(({ position, title }, index) => {
    const markMs = marks[index] ?? null
    const difference = deltaMs(markMs, against?.[index])
    const segmentDelta = deltaMs(segments[index], otherSegments[index])
    const gold = isGold(marks, index, golds) && golds[index] != null
    return {
      position,
      title,
      standing: standingOf(index, marks, moving),
      markMs,
      segmentMs: segments[index] ?? null,
      againstMs: against?.[index] ?? null,
      delta:
        difference === null
          ? null
          : {
              ms: difference,
              pace: paceOf({
                deltaMs: difference,
                isGold: gold,
                ...(segmentDelta !== null && { segmentDeltaMs: segmentDelta }),
              }),
            },
      unsent: unsent.has(index),
    }
  })
}

function standingOf(index: number, marks: Marks, moving: boolean): SplitRow['standing'] {
  if (index < marks.length) return marks[index] === null ? 'skipped' : 'reached'
  return moving && index === marks.length ? 'now' : 'ahead'
}
