'use client'
import type { Outputs } from '@shiplap/client'
import { Button } from '@shiplap/ui/button'
import { KeyHint } from '@shiplap/ui/key-hint'
import { TimeAgo } from '@shiplap/ui/time-ago'
import { useState } from 'react'
import { RejectDialog } from './reject-dialog.tsx'
import { RetimeDialog } from './retime-dialog.tsx'
import { useDecision } from './use-decision.ts'
import { useReviewKeys } from './use-review-keys.ts'

type DecisionProps = { readonly submission: Outputs['submission']['get']; readonly timeMs: number }

/** Claim it, look, decide. Each act has a key; nothing is decided by accident, since a claim comes first. */
export function Decision({ submission, timeMs }: DecisionProps) {
  const { allowedActions, claim } = submission
  const [asking, setAsking] = useState<'reject' | 'unverify' | 'retime' | null>(null)
  const decision = useDecision(submission)
  const can = (act: (typeof allowedActions)[number]) => allowedActions.includes(act)
  const closing = async (act: Promise<string | null>) => {
    const refused = await act
    if (refused === null) setAsking(null)
    return refused
  }
  const mine = claim?.isMine ?? false
  useReviewKeys({
    KeyC: () => can('claim') && !mine && decision.claim(),
    KeyA: () => can('approve') && decision.approve(),
    KeyR: () => can('reject') && setAsking('reject'),
    KeyN: decision.next,
  })
  return (
    <section aria-label="Decide" className="flex flex-col gap-3 border-l-2 border-edge pl-4">
      <p className="text-base font-medium">{standing(submission)}</p>
      {mine && claim?.until && (
        <p className="text-sm text-muted">
          Your claim runs out <TimeAgo at={claim.until} />.
        </p>
      )}
      <div className="flex flex-wrap gap-2">
        {can('claim') && !mine && (
          <Act keys="C" variant="primary" pending={decision.pending} onClick={decision.claim}>
            Claim
          </Act>
        )}
        {can('approve') && (
          <Act keys="A" variant="primary" pending={decision.pending} onClick={decision.approve}>
            Approve
          </Act>
        )}
        {can('reject') && (
          <Act keys="R" variant="danger" onClick={() => setAsking('reject')}>
            Reject
          </Act>
        )}
        {can('retime') && <Button onClick={() => setAsking('retime')}>Retime</Button>}
        {can('release') && mine && (
          <Button variant="quiet" pending={decision.releasing} onClick={decision.release}>
            Give back
          </Button>
        )}
        {can('unverify') && (
          <Button variant="danger" onClick={() => setAsking('unverify')}>
            Take back the verification
          </Button>
        )}
        <Act keys="N" variant="quiet" onClick={decision.next}>
          Next
        </Act>
      </div>
      <RejectDialog
        open={asking === 'reject' || asking === 'unverify'}
        unverifies={asking === 'unverify'}
        pending={decision.pending}
        onClose={() => setAsking(null)}
        onReason={(reason) =>
          closing(asking === 'unverify' ? decision.unverify(reason) : decision.reject(reason))
        }
      />
      <RetimeDialog
        open={asking === 'retime'}
        timeMs={timeMs}
        pending={decision.pending}
        onClose={() => setAsking(null)}
        onTime={(retimed) => closing(decision.retime(retimed))}
      />
    </section>
  )
}

function Act({ keys, children, ...rest }: React.ComponentProps<typeof Button> & { readonly keys: string }) {
  return (
    <Button {...rest}>
      {children}
      <span aria-hidden="true" className="max-md:hidden">
        <KeyHint keys={keys} />
      </span>
    </Button>
  )
}

function standing({ state, isOwn, claim, review, allowedActions }: DecisionProps['submission']): string {
  if (isOwn) return 'Your own run: somebody else decides.'
  if (state === 'APPROVED') return 'Approved.'
  if (state === 'REJECTED') return 'Rejected.'
  if (review?.approvedByMe) return 'You approved. A second verifier decides.'
  if (claim === null) return 'Nobody is looking at this one.'
  if (claim.isMine) return 'Yours to decide.'
  return allowedActions.includes('claim') ? 'Waiting.' : 'Another verifier is looking at this one.'
}
