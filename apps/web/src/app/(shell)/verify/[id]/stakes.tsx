import type { Outputs } from '@shiplap/client'
import { TimeAgo } from '@shiplap/ui/time-ago'

type Review = NonNullable<Outputs['submission']['get']['review']>

/** What an approval would change, and who the runner is. */
export function Stakes({ review, runner }: { readonly review: Review; readonly runner: string }) {
  const { ifApproved } = review
  return (
    <dl className="flex flex-col gap-3 text-sm">
      <div>
        <dt className="text-xs text-muted">If approved</dt>
        <dd>
          <p className="figures font-medium">{change(ifApproved)}</p>
          {ifApproved.isRecord && <p className="text-gold">A new record</p>}
          {review.approvalsNeeded > 1 && (
            <p className="text-muted">
              Takes the top of a board: {review.approvals} of {review.approvalsNeeded} verifiers have
              approved.
            </p>
          )}
        </dd>
      </div>
      {review.runner && (
        <div>
          <dt className="text-xs text-muted">{runner}</dt>
          <dd>
            {review.runner.approved} approved, {review.runner.rejected} rejected, joined{' '}
            <TimeAgo at={review.runner.since} />
          </dd>
        </div>
      )}
    </dl>
  )
}

function change({ rankNow, rankThen }: Review['ifApproved']): string {
  if (rankThen === null) return rankNow === null ? 'No rank' : `Stays #${rankNow}`
  if (rankNow === null) return `Enters at #${rankThen}`
  return rankNow === rankThen ? `Stays #${rankNow}` : `#${rankNow} → #${rankThen}`
}
