'use client'
import { formatDelta } from '@shiplap/domain/duration'
import type { Run } from '@shiplap/domain/run'
import { undoFinishWithinMs } from '@shiplap/domain/run-act'
import { Button } from '@shiplap/ui/button'
import { LinkButton } from '@shiplap/ui/link-button'
import Link from 'next/link'
import { useEffect, useState } from 'react'
import type { ServerClock } from '../../../run/use-server-clock.ts'
import type { Comparisons, WatchedRun } from '../../../run/view.ts'
import type { Acts } from './use-acts.ts'

type OutcomeProps = {
  readonly run: Run
  readonly view: WatchedRun
  readonly comparisons: Comparisons | null
  readonly acts: Acts
  readonly clock: ServerClock
}

/** What the run came to, and what can be done next. */
export function Outcome({ run, view, comparisons, acts, clock }: OutcomeProps) {
  const undoable = useUndoable(run, clock)
  const sent = view.state === run.state
  return (
    <section aria-label="Outcome" className="flex flex-col items-center gap-3 text-center">
      <p className="max-w-prose text-base">{verdictOn(run, comparisons)}</p>
      <div className="flex flex-wrap justify-center gap-2">
        {run.state === 'finished' && (
          <LinkButton as={Link} variant="primary" href={`/runs/${view.id}/submit`}>
            Submit for verification
          </LinkButton>
        )}
        {sent && (
          <LinkButton as={Link} href={`/runs/${view.id}`}>
            See the run
          </LinkButton>
        )}
        <LinkButton as={Link} href={`/challenges/${view.challenge.slug}`}>
          Run again
        </LinkButton>
        {undoable && (
          <Button variant="quiet" onClick={acts.undo}>
            Undo the finish
          </Button>
        )}
      </div>
    </section>
  )
}

function verdictOn(run: Run, comparisons: Comparisons | null): string {
  if (run.state === 'expired') return 'The run used up the time of its category and does not count.'
  if (run.state === 'abandoned') return 'The run does not count. Segments that were your best stay so.'
  const best = comparisons?.personalBest?.timeMs ?? null
  if (best === null || run.timeMs === null)
    return 'Your first time here. It stands on the board as provisional.'
  const difference = run.timeMs - best
  return difference < 0
    ? `A personal best by ${formatDelta(difference).slice(1)}.`
    : `${formatDelta(difference)} to your personal best.`
}

/** True while a finish can still be taken back. */
function useUndoable(run: Run, clock: ServerClock): boolean {
  const [undoable, setUndoable] = useState(false)
  const { now } = clock
  useEffect(() => {
    if (run.state !== 'finished' || run.endedAt === null) return setUndoable(false)
    const leftMs = run.endedAt + undoFinishWithinMs - now()
    setUndoable(leftMs > 0)
    const timeout = setTimeout(() => setUndoable(false), Math.max(0, leftMs))
    return () => clearTimeout(timeout)
  }, [run, now])
  return undoable
}
