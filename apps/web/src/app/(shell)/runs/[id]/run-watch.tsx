'use client'
import { runOf } from '@shiplap/client/run/run-of'
import { isMoving } from '@shiplap/client/run/standing'
import { useMemo } from 'react'
import { comparisonNames } from '../../../../run/compare.ts'
import { LiveDelta } from '../../../../run/live-delta.tsx'
import { RunTimer } from '../../../../run/run-timer.tsx'
import { SplitTable } from '../../../../run/split-table.tsx'
import { useCompared } from '../../../../run/use-compared.ts'
import { useWatched } from '../../../../run/use-watched.ts'
import type { RunPage } from '../../../../run/view.ts'
import { ComparePicker } from './compare-picker.tsx'
import { RunFacts } from './run-facts.tsx'
import { RunHead } from './run-head.tsx'
import { RunningWord } from './running-word.tsx'

/** A run as everybody may watch it: it moves by itself while it is on the clock, and stands when it is over. */
export function RunWatch({ page, mayVerify }: { readonly page: RunPage; readonly mayVerify: boolean }) {
  const { view, fresh, clock } = useWatched(page)
  const run = useMemo(() => runOf(view), [view])
  const { comparisons } = fresh
  const { rows, comparing, against, againstMs, choose } = useCompared({ run, view, comparisons })
  return (
    <div className="flex flex-col gap-5">
      <RunHead view={view} isOwn={page.isOwn} mayVerify={mayVerify} standing={fresh.standing} />
      <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
        <div>
          <RunTimer
            run={run}
            offsetMs={clock.offsetMs}
            label={isMoving(run) ? 'Elapsed' : 'Time'}
            className="text-[clamp(2.5rem,8vw,4.5rem)] leading-none font-medium tracking-[-0.06em]"
          />
          <RunningWord state={run.state} />
        </div>
        <ComparePicker comparisons={comparisons} comparing={comparing} onCompare={choose} />
      </div>
      <SplitTable
        rows={rows}
        against={against ? comparisonNames[comparing] : undefined}
        now={{
          time: <RunTimer run={run} offsetMs={clock.offsetMs} />,
          delta: <LiveDelta run={run} againstMs={againstMs} now={clock.now} />,
        }}
      />
      <RunFacts view={view} />
    </div>
  )
}
