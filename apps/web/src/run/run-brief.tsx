import { Duration } from '@shiplap/ui/duration'
import Link from 'next/link'
import { assistanceNames } from './assistance.ts'
import type { WatchedRun } from './view.ts'

type RunBriefProps = {
  readonly run: Pick<WatchedRun, 'id' | 'challenge' | 'category' | 'assistance' | 'stack' | 'timeMs'>
}

/** Which run this is about, in one row, with the way to it. */
export function RunBrief({ run }: RunBriefProps) {
  return (
    <div className="lap flex flex-wrap items-baseline gap-x-4 gap-y-1 bg-board px-3 py-2.5">
      {run.timeMs !== null && <Duration ms={run.timeMs} className="text-lg font-medium" />}
      <Link href={`/runs/${run.id}`} className="font-medium underline">
        {run.challenge.title}
      </Link>
      <span className="text-sm text-muted">
        {[run.category.title, assistanceNames[run.assistance].toLowerCase(), ...run.stack].join(' · ')}
      </span>
    </div>
  )
}
