import { Badge } from '@shiplap/ui/badge'
import { LinkButton } from '@shiplap/ui/link-button'
import Link from 'next/link'
import { assistanceNames } from '../../../../run/assistance.ts'
import type { RunPage, WatchedRun } from '../../../../run/view.ts'

type RunHeadProps = {
  readonly view: WatchedRun
  readonly isOwn: boolean
  readonly mayVerify: boolean
  readonly standing: RunPage['standing']
}

/** Whose run this is, of what, where it stands, and what its runner can do next. */
export function RunHead({ view, isOwn, mayVerify, standing }: RunHeadProps) {
  const board = `/boards/${view.challenge.slug}/${view.category.slug}?assist=${view.assistance}`
  const isLive = view.state === 'running' || view.state === 'paused'
  return (
    <header className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
      <div className="min-w-0">
        <h1 className="text-xl font-semibold">
          <Link href={`/u/${view.runner.username}`} className="no-underline hover:underline">
            {view.runner.username}
          </Link>
          <span className="font-normal text-muted"> runs </span>
          <Link href={`/challenges/${view.challenge.slug}`} className="no-underline hover:underline">
            {view.challenge.title}
          </Link>
        </h1>
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1 pt-1 text-sm text-muted">
          <Link href={board} className="underline">
            {view.category.title}, {assistanceNames[view.assistance].toLowerCase()}
          </Link>
          {view.stack.length > 0 && <span>{view.stack.join(' · ')}</span>}
          <Standing standing={standing} />
          <SubmissionBadge submission={view.submission} />
        </div>
      </div>
      {mayVerify && !isOwn && view.submission !== null && (
        <LinkButton as={Link} href={`/verify/${view.submission.id}`}>
          Review
        </LinkButton>
      )}
      {isOwn && (
        <div className="flex flex-wrap gap-2">
          {isLive && (
            <LinkButton as={Link} variant="primary" href="/run">
              Go to the cockpit
            </LinkButton>
          )}
          {view.state === 'finished' && view.submission?.state !== 'APPROVED' && (
            <LinkButton as={Link} variant="primary" href={`/runs/${view.id}/submit`}>
              {view.submission === null ? 'Submit for verification' : 'Your submission'}
            </LinkButton>
          )}
        </div>
      )}
    </header>
  )
}

function Standing({ standing }: Pick<RunHeadProps, 'standing'>) {
  const rank = standing.official?.rank ?? null
  if (rank !== null)
    return <Badge tone={rank === 1 ? 'gold' : 'strong'}>{rank === 1 ? 'Record' : `#${rank}`}</Badge>
  const provisional = standing.provisional?.rank ?? null
  return provisional === null ? null : <Badge>#{provisional} provisional</Badge>
}

function SubmissionBadge({ submission }: Pick<WatchedRun, 'submission'>) {
  if (submission === null) return null
  if (submission.state === 'APPROVED') return <Badge tone="ahead">Verified</Badge>
  return submission.state === 'REJECTED' ? (
    <Badge tone="behind">Rejected</Badge>
  ) : (
    <Badge>Waiting for a verifier</Badge>
  )
}
