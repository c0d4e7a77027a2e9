'use client'
import type { Outputs } from '@shiplap/client'
import { api } from '@shiplap/client/react'
import { refusalOf } from '@shiplap/client/refusal'
import { toast } from '@shiplap/ui/toast'
import { useRouter } from 'next/navigation'
import { wordsOf } from '../../../../run/run-words.ts'

type Submission = Outputs['submission']['get']

/** What a verifier can do with this submission; the page shows the answer at once. */
export function useDecision({ id: submissionId, runId }: Submission) {
  const router = useRouter()
  const utils = api.useUtils()
  const told = (words?: string) => ({
    onSuccess(answer: Submission) {
      utils.submission.get.setData({ submissionId }, answer)
      void utils.run.get.invalidate({ runId })
      if (words) toast({ message: answer.state === 'PENDING' && words === approved ? halfApproved : words })
    },
    onError: () => void utils.submission.get.invalidate({ submissionId }),
  })
  const loud = {
    onError: (error: unknown) => toast({ message: whyOf(error), tone: 'problem' as const }),
  }
  const claiming = api.submission.claim.useMutation(told())
  const releasing = api.submission.release.useMutation(told())
  const approving = api.submission.approve.useMutation(told(approved))
  const rejecting = api.submission.reject.useMutation(told('Rejected. The runner reads your reason.'))
  const unverifying = api.submission.unverify.useMutation(told('It waits for a verdict again.'))
  const retiming = api.submission.retime.useMutation(
    told('The time was changed. Earlier approvals no longer count.'),
  )
  return {
    pending: [claiming, approving, rejecting, unverifying, retiming].some(({ isPending }) => isPending),
    releasing: releasing.isPending,
    claim: () => claiming.mutate({ submissionId }, loud),
    release: () => releasing.mutate({ submissionId }, loud),
    approve: () => approving.mutate({ submissionId }, loud),
    // What a dialog asks for is refused there, beside what was written, which is not lost then.
    reject: (reason: string) => whyNot(rejecting.mutateAsync({ submissionId, reason })),
    unverify: (reason: string) => whyNot(unverifying.mutateAsync({ submissionId, reason })),
    retime: (retimed: { readonly timeMs: number; readonly reason: string }) =>
      whyNot(retiming.mutateAsync({ submissionId, ...retimed })),
    /** The first of the queue that nobody else looks at and that still needs this verifier. */
    next: async () => {
      const { submissions } = await utils.submission.queue.fetch({ limit: 100 }, { staleTime: 0 })
      const free = submissions.find(
        (each) => each.id !== submissionId && !each.approvedByViewer && each.claim === null,
      )
      router.push(free ? `/verify/${free.id}` : '/verify')
    },
  }
}

const whyOf = (error: unknown) => wordsOf(refusalOf(error)?.reason)
const whyNot = (act: Promise<unknown>): Promise<string | null> => act.then(() => null, whyOf)

const approved = 'Approved. The runner is told.'
const halfApproved = 'Approved. A record needs a second verifier.'
