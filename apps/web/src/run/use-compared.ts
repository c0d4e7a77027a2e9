'use client'
import { type SplitRow, splitRows } from '@shiplap/client/run/split-rows'
import { isMoving } from '@shiplap/client/run/standing'
import type { Run } from '@shiplap/domain/run'
import { useMemo } from 'react'
import { type Compared, type ComparisonName, comparedTo, comparisonNames, usable } from './compare.ts'
import { useChoice } from './use-choice.ts'
import type { Comparisons, WatchedRun } from './view.ts'

type Asked = {
  readonly run: Run
  readonly view: Pick<WatchedRun, 'milestones'>
  readonly comparisons: Comparisons | null
  readonly unsent?: ReadonlySet<number>
}

type Held = {
  readonly rows: readonly SplitRow[]
  /** What the splits are held against: the comparison that this browser chose, or the first that says anything. */
  readonly comparing: ComparisonName
  readonly against: Compared | null
  /** When the comparison reached the present milestone; null without one. */
  readonly againstMs: number | null
  readonly choose: (name: ComparisonName) => void
}

/** A run held against its comparison, row by row. */
export function useCompared({ run, view: { milestones }, comparisons, unsent }: Asked): Held {
  const [chosen, choose] = useChoice<ComparisonName>('shiplap.compare', {
    initial: 'pb',
    all: Object.keys(comparisonNames) as ComparisonName[],
  })
  const comparing = usable(comparisons, chosen)
  const against = comparedTo(comparisons, comparing)
  const moving = isMoving(run)
  const rows = useMemo(
    () =>
      splitRows({
        marks: run.marks,
        milestones,
        against: against?.marks ?? null,
        golds: comparisons?.golds ?? [],
        moving,
        ...(unsent && { unsent }),
      }),
    [run, milestones, against, comparisons, moving, unsent],
  )
  const againstMs = moving ? (against?.marks[run.marks.length] ?? null) : null
  return { rows, comparing, against, againstMs, choose }
}
