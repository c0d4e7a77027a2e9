'use client'
import type { SplitRow } from '@shiplap/client/run/split-rows'
import type { Run } from '@shiplap/domain/run'
import clsx from 'clsx'
import { RunTimer } from '../../../run/run-timer.tsx'
import { useBehind } from '../../../run/use-behind.ts'
import type { ServerClock } from '../../../run/use-server-clock.ts'

type TimerFaceProps = {
  readonly run: Run
  readonly clock: ServerClock
  readonly againstMs: number | null
  readonly rows: readonly SplitRow[]
  readonly bestMs: number | null
}

/** The one thing everybody looks at. Its colour says how the run stands; the differences below say it in figures. */
export function TimerFace({ run, clock, againstMs, rows, bestMs }: TimerFaceProps) {
  const behind = useBehind(run, againstMs, clock)
  return (
    <div className="flex flex-col items-center">
      <RunTimer
        run={run}
        offsetMs={clock.offsetMs}
        className={clsx(
          'text-timer leading-none font-medium tracking-[-0.07em]',
          colourOf(run, rows, behind, bestMs),
        )}
      />
      <p className="h-5 text-sm text-muted">{words[run.state]}</p>
    </div>
  )
}

function colourOf(run: Run, rows: readonly SplitRow[], behind: boolean, bestMs: number | null): string {
  if (run.state === 'finished') return bestMs === null || (run.timeMs ?? 0) < bestMs ? 'text-pb' : 'text-ink'
  if (run.state !== 'running') return 'text-idle'
  if (behind) return 'text-behind'
  const last = rows.findLast(({ delta }) => delta !== null)?.delta
  if (!last) return 'text-ink'
  return last.ms < 0 ? 'text-ahead' : 'text-behind-gaining'
}

const words: Record<Run['state'], string> = {
  armed: 'Ready when you are',
  running: '',
  paused: 'Paused',
  finished: 'Finished',
  abandoned: 'Abandoned',
  expired: 'Ran out of time',
}
