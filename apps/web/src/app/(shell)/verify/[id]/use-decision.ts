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
    onError(error: unknown) {
      toast({ message: wordsOf(refusalOf(error)?.reason), tone: 'problem' })
      void utils.submission.get.invalidate({ submissionId })
    },
  })
  const claiming = api.submission.claim.useMutation(told())
  const releasing = api.submission.release.useMutation(told())
  const approving = api.submission.approve.useMutation(told(approved))
  const rejecting = api.submission.reject.useMutation(told('Rejected. The runner reads your reason.'))
  const unverifying = api.submission.unverify.useMutation(told('It waits for a verdict again.'))
  const retiming = api.submission.retime.useMutation(
    told('The time was changed. Earlier approvals no longer count.'),
  )
  return {
    pending: claiming.isPending || approving.isPending || rejecting.isPending,
    claim: () => claiming.mutate({ submissionId }),
    release: () => releasing.mutate({ submissionId }),
    approve: () => approving.mutate({ submissionId }),
    reject: (reason: string) => rejecting.mutate({ submissionId, reason }),
    unverify: (reason: string) => unverifying.mutate({ submissionId, reason }),
    retime: (retimed: { readonly timeMs: number; readonly reason: string }) =>
      retiming.mutate({ submissionId, ...retimed }),
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

const approved = 'Approved. The runner is told.'
const halfApproved = 'Approved. A record needs a second verifier.'
