import { Badge } from '@shiplap/ui/badge'
import { Planks } from '@shiplap/ui/planks'
import { Timer } from '@shiplap/ui/timer'
import clsx from 'clsx'
import Link from 'next/link'
import type { LiveRun } from './live-run.ts'

type LiveRunRowProps = { readonly run: LiveRun; readonly offsetMs: number; readonly isOwn: boolean }

/** One runner on the clock: who, what, how far, how long. The whole board leads to the run. */
export function LiveRunRow({ run, offsetMs, isOwn }: LiveRunRowProps) {
  const done = run.milestones.filter((milestone) => milestone.splitMs !== null || milestone.skipped).length
  const next = run.milestones[done]
  return (
    <li
      className={clsx(
        'lap relative flex flex-wrap items-center gap-x-4 bg-board px-3 py-1.5 hover:bg-hover sm:grid sm:h-11 sm:grid-cols-[9rem_minmax(0,1fr)_minmax(0,16rem)_4rem_6rem] sm:py-0',
        isOwn && 'outline-2 -outline-offset-2 outline-pb',
      )}
    >
      <p className="min-w-0 flex-1 truncate">
        <Link
          prefetch={false}
          href={`/runs/${run.id}`}
          className="font-medium no-underline after:absolute after:inset-0"
        >
          {run.runner.username}
        </Link>
        {isOwn && <span className="text-muted"> (you)</span>}
      </p>
      <p className="order-3 min-w-0 basis-full truncate text-sm text-muted sm:order-none">
        {run.challenge.title} · {run.category.title} · {run.assistance}
      </p>
      <p className="order-3 flex min-w-0 flex-1 items-center gap-3 text-sm sm:order-none">
        <Planks done={done} total={run.milestones.length} className="shrink-0" />
        <span className="min-w-0 truncate text-muted">{next?.title}</span>
      </p>
      <p className={run.state === 'paused' ? '' : 'max-sm:hidden'}>
        {run.state === 'paused' && <Badge>paused</Badge>}
      </p>
      <Timer
        startedAtMs={Date.parse(run.startedAt ?? run.armedAt)}
        pausedMs={run.pausedMs}
        offsetMs={offsetMs}
        stoppedAtMs={run.state === 'running' ? null : run.elapsedMs}
        label={`Time of ${run.runner.username}`}
        className="text-right text-base font-medium"
      />
    </li>
  )
}
