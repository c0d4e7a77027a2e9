'use client'
import { api } from '@shiplap/client/react'
import { EmptyState } from '@shiplap/ui/empty-state'
import { useState } from 'react'
import type { LiveRun } from './live-run.ts'
import { LiveRunRow } from './live-run-row.tsx'

/** The runs on the clock now: as the server drew them, then as they move. */
export function LiveRuns({
  initial,
  own,
}: {
  readonly initial: readonly LiveRun[]
  readonly own: string | null
}) {
  const [runs, setRuns] = useState(initial)
  const [offsetMs, setOffsetMs] = useState(0)
  api.run.liveAll.useSubscription(undefined, {
    onData(news) {
      const newest = 'all' in news ? news.all[0] : news.run
      if (newest) setOffsetMs(newest.serverTime - Date.now())
      setRuns((shown) => ('all' in news ? news.all : withRun(shown, news.run)))
    },
  })
  if (runs.length === 0) {
    return (
      <EmptyState title="Nobody is on the clock.">
        The first to start a run shows up here, split by split, for everybody who has this page open.
      </EmptyState>
    )
  }
  return (
    <ul aria-label="Runs on the clock">
      {runs.map((run) => (
        <LiveRunRow key={run.id} run={run} offsetMs={offsetMs} isOwn={run.runner.id === own} />
      ))}
    </ul>
  )
}

/** News of a run takes its place, or stands first when it is new; what has ended leaves. */
function withRun(shown: readonly LiveRun[], run: LiveRun): readonly LiveRun[] {
  const known = shown.find((each) => each.id === run.id)
  if (known && known.seq > run.seq) return shown
  const isLive = run.state === 'running' || run.state === 'paused'
  if (!isLive) return shown.filter((each) => each.id !== run.id)
  return known ? shown.map((each) => (each.id === run.id ? run : each)) : [run, ...shown]
}
