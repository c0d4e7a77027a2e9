'use client'
import { api } from '@shiplap/client/react'
import { runOf } from '@shiplap/client/run/run-of'
import { splitRows } from '@shiplap/client/run/split-rows'
import { isMoving } from '@shiplap/client/run/standing'
import { useMemo, useState } from 'react'
import { type ComparisonName, comparedTo, comparisonNames, usable } from '../../../../run/compare.ts'
import { LiveDelta } from '../../../../run/live-delta.tsx'
import { RunTimer } from '../../../../run/run-timer.tsx'
import { SplitTable } from '../../../../run/split-table.tsx'
import { useChoice } from '../../../../run/use-choice.ts'
import { useServerClock } from '../../../../run/use-server-clock.ts'
import type { RunPage, WatchedRun } from '../../../../run/view.ts'
import { ComparePicker } from './compare-picker.tsx'
import { RunFacts } from './run-facts.tsx'
import { RunHead } from './run-head.tsx'
import { RunningWord } from './running-word.tsx'

/** A run as everybody may watch it: it moves by itself while it is on the clock, and stands when it is over. */
export function RunWatch({ page, mayVerify }: { readonly page: RunPage; readonly mayVerify: boolean }) {
  const { view, fresh } = useWatched(page)
  const { client } = api.useUtils()
  const clock = useServerClock(
    async () => (await client.run.get.query({ runId: view.id })).serverTime,
    page.serverTime,
  )
  const run = useMemo(() => runOf(view), [view])
  const moving = isMoving(run)
  const { comparisons } = fresh
  const [chosen, choose] = useChoice<ComparisonName>('shiplap.compare', {
    initial: 'pb',
    all: Object.keys(comparisonNames) as ComparisonName[],
  })
  const comparing = usable(comparisons, chosen)
  const against = comparedTo(comparisons, comparing)
  const rows = splitRows({
    marks: run.marks,
    milestones: view.milestones,
    against: against?.marks ?? null,
    golds: comparisons?.golds ?? [],
    moving,
  })
  return (
    <div className="flex flex-col gap-5">
      <RunHead view={view} isOwn={page.isOwn} mayVerify={mayVerify} standing={fresh.standing} />
      <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
        <div>
          <RunTimer
            run={run}
            offsetMs={clock.offsetMs}
            label={moving ? 'Elapsed' : 'Time'}
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
          delta: <LiveDelta run={run} againstMs={against?.marks[run.marks.length] ?? null} now={clock.now} />,
        }}
      />
      <RunFacts view={view} />
    </div>
  )
}

/** The page as it was rendered, and the run as it stands now. Once it is over, ranks and comparisons are read anew. */
function useWatched(page: RunPage) {
  const [view, setView] = useState<WatchedRun>(page.run)
  const [fresh, setFresh] = useState(page)
  const { client } = api.useUtils()
  const runId = page.run.id
  api.run.live.useSubscription(
    { runId },
    {
      enabled: page.run.state !== 'armed',
      onData(news) {
        const ended = news.endedAt !== view.endedAt || news.submission?.state !== view.submission?.state
        setView((shown) => (news.seq < shown.seq ? shown : news))
        if (ended) client.run.get.query({ runId }).then(setFresh, () => undefined)
      },
    },
  )
  return { view, fresh }
}
