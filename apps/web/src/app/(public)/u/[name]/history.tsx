import type { Outputs } from '@shiplap/client'
import { Badge } from '@shiplap/ui/badge'
import { Duration } from '@shiplap/ui/duration'
import { LinkButton } from '@shiplap/ui/link-button'
import { TimeAgo } from '@shiplap/ui/time-ago'
import Link from 'next/link'
import { assistanceNames } from '../../../../run/assistance.ts'

type Run = Outputs['run']['history']['runs'][number]

/** A runner's runs, the newest first. Those given up are shown to the runner alone. */
export function History({ runs, next }: { readonly runs: readonly Run[]; readonly next: string | null }) {
  return (
    <>
      <ul>
        {runs.map((run) => (
          <li
            key={run.id}
            className="lap relative flex flex-wrap items-center gap-x-4 gap-y-1 bg-board px-3 py-2 hover:bg-hover"
          >
            <span className="w-20">
              {run.timeMs === null ? (
                <span className="text-sm text-muted">
                  {run.milestonesReached} of {run.milestoneCount}
                </span>
              ) : (
                <Duration ms={run.timeMs} className={run.isBest ? 'font-medium text-pb' : ''} />
              )}
            </span>
            <Link
              href={`/runs/${run.id}`}
              className="min-w-0 flex-1 basis-52 truncate no-underline after:absolute after:inset-0 hover:underline"
            >
              {run.challengeTitle}
              <span className="text-muted">
                {' '}
                · {run.categoryTitle}, {assistanceNames[run.assistance].toLowerCase()}
              </span>
            </Link>
            <span className="text-sm text-muted max-sm:hidden">{run.stack.join(' · ')}</span>
            <RunBadge run={run} />
            <TimeAgo
              at={run.endedAt ?? run.armedAt}
              className="text-right text-sm text-muted max-sm:ml-auto sm:w-28"
            />
          </li>
        ))}
      </ul>
      {next && (
        <LinkButton as={Link} href={`?before=${next}`} className="mt-3">
          Older runs
        </LinkButton>
      )}
    </>
  )
}

function RunBadge({ run }: { readonly run: Run }) {
  if (run.state !== 'finished')
    return <Badge>{run.state === 'expired' ? 'Ran out of time' : 'Abandoned'}</Badge>
  if (run.submissionState === 'APPROVED') return <Badge tone="ahead">Verified</Badge>
  if (run.submissionState === 'REJECTED') return <Badge tone="behind">Rejected</Badge>
  return run.submissionState === 'PENDING' ? (
    <Badge>Pending</Badge>
  ) : run.isBest ? (
    <Badge tone="yours">PB</Badge>
  ) : null
}
