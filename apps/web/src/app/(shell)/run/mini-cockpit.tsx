import type { Run } from '@shiplap/domain/run'
import { Button } from '@shiplap/ui/button'
import type { ReactNode } from 'react'
import { RunTimer } from '../../../run/run-timer.tsx'
import type { Acts } from './use-acts.ts'

type MiniCockpitProps = {
  readonly run: Run
  readonly offsetMs: number
  readonly acts: Acts
  /** The splits. */
  readonly children: ReactNode
}

/** The run in a window of its own, small enough to lie on top of an editor. */
export function MiniCockpit({ run, offsetMs, acts, children }: MiniCockpitProps) {
  return (
    <main className="flex min-h-dvh flex-col bg-ground text-ink">
      <RunTimer run={run} offsetMs={offsetMs} className="px-3 py-3 text-right text-3xl font-medium" />
      <div className="min-h-0 flex-1 overflow-auto">{children}</div>
      {(acts.isLive || run.state === 'armed') && (
        <div className="flex gap-2 p-2">
          <Button variant="primary" className="flex-1" onClick={acts.split}>
            {run.state === 'armed' ? 'Start' : 'Split'}
          </Button>
          {acts.isLive && <Button onClick={acts.undo}>Undo</Button>}
        </div>
      )}
    </main>
  )
}
