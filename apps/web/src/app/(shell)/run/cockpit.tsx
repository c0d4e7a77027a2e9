'use client'
import { LinkButton } from '@shiplap/ui/link-button'
import { toast } from '@shiplap/ui/toast'
import Link from 'next/link'
import { actNames } from '../../../run/act-names.ts'
import { comparisonNames } from '../../../run/compare.ts'
import { LiveDelta } from '../../../run/live-delta.tsx'
import { RunTimer } from '../../../run/run-timer.tsx'
import { wordsOf } from '../../../run/run-words.ts'
import { SplitTable } from '../../../run/split-table.tsx'
import { useCompared } from '../../../run/use-compared.ts'
import type { Comparisons, RunView } from '../../../run/view.ts'
import { AlwaysOnTop } from './always-on-top.tsx'
import { CockpitHead } from './cockpit-head.tsx'
import { Controls } from './controls.tsx'
import { LinkBanner } from './link-banner.tsx'
import { MiniCockpit } from './mini-cockpit.tsx'
import { Outcome } from './outcome.tsx'
import { SpokenSplits } from './spoken-splits.tsx'
import { Targets } from './targets.tsx'
import { TimerFace } from './timer-face.tsx'
import { useActs } from './use-acts.ts'
import { useCockpitKeys } from './use-cockpit-keys.ts'
import { useRunDesk } from './use-run-desk.ts'

type CockpitProps = { readonly initial: RunView; readonly comparisons: Comparisons | null }

/** Where a run is run: the clock, the splits, and one key for each act. */
export function Cockpit({ initial, comparisons }: CockpitProps) {
  const { desk, state, view, clock } = useRunDesk({
    initial,
    onRefused: ({ act }, reason) =>
      toast({ message: `${actNames[act]} did not count. ${wordsOf(reason)}`, tone: 'problem' }),
  })
  const { run } = state
  const { rows, comparing, against, againstMs, choose } = useCompared({
    run,
    view,
    comparisons,
    unsent: state.unsent,
  })
  const acts = useActs({ desk, run, view })
  const keys = useCockpitKeys(acts)
  const time = <RunTimer run={run} offsetMs={clock.offsetMs} label="Elapsed" />
  const table = (narrow: boolean) => (
    <SplitTable
      rows={rows}
      narrow={narrow}
      against={against ? comparisonNames[comparing] : undefined}
      now={{ time, delta: <LiveDelta run={run} againstMs={againstMs} now={clock.now} /> }}
    />
  )

  return (
    <div className="flex flex-col gap-4 pb-24 md:pb-0">
      <LinkBanner link={state.link} waiting={state.waiting} />
      <CockpitHead view={view} roundTripMs={clock.roundTripMs}>
        <LinkButton
          as={Link}
          size="small"
          href={`/runs/${view.id}/overlay`}
          target="_blank"
          className="max-md:hidden"
          title="Clock and splits over a stream: its address goes into a browser source"
        >
          Overlay
        </LinkButton>
        <AlwaysOnTop onKeyDown={keys}>
          <MiniCockpit run={run} offsetMs={clock.offsetMs} acts={acts}>
            {table(true)}
          </MiniCockpit>
        </AlwaysOnTop>
      </CockpitHead>
      <TimerFace
        run={run}
        clock={clock}
        againstMs={againstMs}
        rows={rows}
        bestMs={comparisons?.personalBest?.timeMs ?? null}
      />
      <Targets comparisons={comparisons} marks={run.marks} comparing={comparing} onCompare={choose} />
      {run.endedAt !== null && (
        <Outcome run={run} view={view} comparisons={comparisons} acts={acts} clock={clock} />
      )}
      {table(false)}
      <Controls run={run} view={view} acts={acts} />
      <SpokenSplits rows={rows} run={run} />
    </div>
  )
}
