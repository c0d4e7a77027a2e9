'use client'
import { elapsedMs, type Run } from '@shiplap/domain/run'
import { Timer } from '@shiplap/ui/timer'

/** The time of a run, wherever it is shown: running, or standing still while paused and at the end. */
export function RunTimer({
  run,
  offsetMs,
  label,
  className,
}: {
  readonly run: Run
  readonly offsetMs: number
  readonly label?: string
  readonly className?: string
}) {
  const stands = run.state !== 'running'
  return (
    <Timer
      startedAtMs={run.startedAt ?? 0}
      pausedMs={run.pausedMs}
      offsetMs={offsetMs}
      stoppedAtMs={stands ? elapsedMs(run, run.endedAt ?? run.pausedAt ?? 0) : null}
      {...(label !== undefined && { label })}
      {...(className !== undefined && { className })}
    />
  )
}
