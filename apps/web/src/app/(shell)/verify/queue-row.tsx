import type { Outputs } from '@shiplap/client'
import { Badge } from '@shiplap/ui/badge'
import { TimeAgo } from '@shiplap/ui/time-ago'
import clsx from 'clsx'
import { Video } from 'lucide-react'
import { assistanceNames } from '../../../run/assistance.ts'
import { RunLine } from './run-line.tsx'

type Listed = Outputs['submission']['queue']['submissions'][number]

type QueueRowProps = {
  readonly submission: Listed
  readonly viewerId: string
  readonly serverTime: number
}

const hourMs = 3_600_000

/** One submission that waits: what it is, how long it has waited, and who is looking at it. */
export function QueueRow({ submission, viewerId, serverTime }: QueueRowProps) {
  const waitedMs = serverTime - Date.parse(submission.submittedAt)
  return (
    <li className="lap relative flex flex-wrap items-center gap-x-4 gap-y-1 bg-board px-3 py-2 hover:bg-hover">
      <RunLine
        submissionId={submission.id}
        runId={submission.runId}
        timeMs={submission.timeMs}
        runner={submission.runner}
        of={submission.challengeTitle}
      >
        <p className="truncate text-xs text-muted">
          {[
            submission.categoryTitle,
            assistanceNames[submission.assistance].toLowerCase(),
            ...submission.stack,
          ].join(' · ')}
        </p>
      </RunLine>
      <span className="flex flex-wrap items-center gap-1.5">
        {submission.isRecord && <Badge tone="gold">Record</Badge>}
        {submission.approvalsNeeded > 1 && (
          <Badge>
            {submission.approvals} of {submission.approvalsNeeded} approvals
          </Badge>
        )}
        {submission.revision > 1 && <Badge>Sent {submission.revision} times</Badge>}
        <ClaimBadge submission={submission} viewerId={viewerId} />
        {submission.hasVideo && <Video role="img" aria-label="with video" className="size-4 text-muted" />}
      </span>
      <span
        className={clsx(
          'ml-auto text-right text-sm sm:w-28',
          waitedMs > 72 * hourMs ? 'text-behind' : waitedMs > 24 * hourMs ? 'text-gold' : 'text-muted',
        )}
      >
        <span className="sr-only">Waits since </span>
        <TimeAgo at={submission.submittedAt} />
      </span>
    </li>
  )
}

function ClaimBadge({ submission, viewerId }: Pick<QueueRowProps, 'submission' | 'viewerId'>) {
  if (submission.approvedByViewer) return <Badge tone="ahead">You approved</Badge>
  if (submission.claim === null) return null
  return submission.claim.byId === viewerId ? (
    <Badge tone="yours">Yours</Badge>
  ) : (
    <Badge>With {submission.claim.by ?? 'somebody'}</Badge>
  )
}
