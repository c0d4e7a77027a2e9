import { Badge } from '@shiplap/ui/badge'
import { TimeAgo } from '@shiplap/ui/time-ago'
import Link from 'next/link'
import { evidenceNames } from '../../../../run/assistance.ts'
import type { WatchedRun } from '../../../../run/view.ts'

/** What the time rests on, when it was run, and the run as a file for other timers. */
export function RunFacts({ view }: { readonly view: WatchedRun }) {
  return (
    <footer className="flex flex-wrap items-center gap-x-5 gap-y-2 text-sm text-muted">
      <span className="flex items-center gap-2">
        <Link href="/about/verification" className="underline">
          Evidence
        </Link>
        <Badge>{evidenceNames[view.evidence]}</Badge>
        {view.verified && <Badge>Reviewed</Badge>}
        {view.clockStepped && <Badge tone="behind">Clock stepped</Badge>}
      </span>
      {view.startedAt && (
        <span>
          Started <TimeAgo at={view.startedAt} />
        </span>
      )}
      {view.state === 'finished' && (
        <span className="flex gap-3">
          <a href={`/runs/${view.id}/export/livesplit`} download className="underline">
            LiveSplit
          </a>
          <a href={`/runs/${view.id}/export/exchange`} download className="underline">
            Exchange JSON
          </a>
        </span>
      )}
    </footer>
  )
}
