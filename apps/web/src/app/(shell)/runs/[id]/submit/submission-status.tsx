import { mostRevisions } from '@shiplap/domain/submission'
import { Banner } from '@shiplap/ui/banner'
import { TimeAgo } from '@shiplap/ui/time-ago'
import { VerdictList } from '../../../../../run/verdict-list.tsx'
import type { Submission } from './submission.ts'
import { Withdraw } from './withdraw.tsx'

type SubmissionStatusProps = { readonly submission: Submission; readonly onWithdrawn: () => void }

/** How the submission stands, what was decided about it, and how to take it back while nobody looks at it. */
export function SubmissionStatus({ submission, onWithdrawn }: SubmissionStatusProps) {
  const waits = submission.state === 'PENDING'
  return (
    <section aria-label="Submission" className="flex flex-col gap-3">
      <Banner
        tone={submission.state === 'REJECTED' ? 'problem' : 'info'}
        action={waits && <Withdraw submission={submission} onWithdrawn={onWithdrawn} />}
      >
        <Words submission={submission} />
      </Banner>
      <VerdictList verdicts={submission.verdicts} />
    </section>
  )
}

function Words({ submission }: Pick<SubmissionStatusProps, 'submission'>) {
  const left = mostRevisions - submission.revision
  if (submission.state === 'APPROVED') return <>Verified. The run stands on the board.</>
  if (submission.state === 'REJECTED')
    return (
      <>
        Rejected; the reason stands below.{' '}
        {left > 0
          ? `Change what is missing and send it again; you can ${left === 1 ? 'once' : `${left} times`} more.`
          : 'It was sent as often as it can be.'}
      </>
    )
  if (submission.claim) return <>A verifier is looking at it now.</>
  return (
    <>
      Waiting for a verifier since <TimeAgo at={submission.submittedAt} />.
    </>
  )
}
