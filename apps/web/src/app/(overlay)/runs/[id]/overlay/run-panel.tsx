'use client'
import { runOf } from '@shiplap/client/run/run-of'
import { useMemo } from 'react'
import { comparisonNames } from '../../../../../run/compare.ts'
import { LiveDelta } from '../../../../../run/live-delta.tsx'
import { RunTimer } from '../../../../../run/run-timer.tsx'
import { SplitTable } from '../../../../../run/split-table.tsx'
import { useCompared } from '../../../../../run/use-compared.ts'
import { useWatched } from '../../../../../run/use-watched.ts'
import type { RunPage } from '../../../../../run/view.ts'

/** One run as a narrow panel of solid boards, dark whatever lies behind it. */
export function RunPanel({ page }: { readonly page: RunPage }) {
  const { view, fresh, clock } = useWatched(page)
  const run = useMemo(() => runOf(view), [view])
  const { rows, againstMs, against, comparing } = useCompared({ run, view, comparisons: fresh.comparisons })
  return (
    <main data-overlay data-theme="dark" className="w-90 max-w-full bg-ground text-ink">
      <header className="flex items-baseline justify-between gap-3 px-3 py-2">
        <h1 className="min-w-0 truncate text-base font-semibold">{view.challenge.title}</h1>
        <p className="truncate text-sm text-muted">{view.runner.username}</p>
      </header>
      <SplitTable
        narrow
        rows={rows}
        against={against ? comparisonNames[comparing] : undefined}
        now={{
          time: <RunTimer run={run} offsetMs={clock.offsetMs} />,
          delta: <LiveDelta run={run} againstMs={againstMs} now={clock.now} />,
        }}
      />
      <RunTimer
        run={run}
        offsetMs={clock.offsetMs}
        className="lap block bg-board px-3 py-3 text-right text-3xl font-medium tracking-[-0.05em]"
      />
    </main>
  )
}
