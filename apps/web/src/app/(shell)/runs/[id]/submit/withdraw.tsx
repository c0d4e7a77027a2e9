'use client'
import { api } from '@shiplap/client/react'
import { refusalOf } from '@shiplap/client/refusal'
import { Button } from '@shiplap/ui/button'
import { Dialog } from '@shiplap/ui/dialog'
import { toast } from '@shiplap/ui/toast'
import { useState } from 'react'
import { runWords, wordsOf } from '../../../../../run/run-words.ts'
import type { Submission } from './submission.ts'

type WithdrawProps = { readonly submission: Submission; readonly onWithdrawn: () => void }

/** Takes a submission back, once its runner has said so twice; says why where it can't. */
export function Withdraw({ submission, onWithdrawn }: WithdrawProps) {
  const [asking, setAsking] = useState(false)
  const withdrawing = api.submission.withdraw.useMutation({
    onSuccess() {
      onWithdrawn()
      toast({ message: 'Withdrawn. What you sent stands in the form again.' })
    },
    onError(error) {
      setAsking(false)
      toast({ message: wordsOf(refusalOf(error)?.reason), tone: 'problem' })
    },
  })
  return (
    <>
      <Button size="small" disabledReason={whyNot(submission)} onClick={() => setAsking(true)}>
        Withdraw
      </Button>
      <Dialog
        open={asking}
        onClose={() => setAsking(false)}
        title="Withdraw this submission?"
        actions={
          <>
            <Button onClick={() => setAsking(false)}>Leave it there</Button>
            <Button
              variant="danger"
              pending={withdrawing.isPending}
              onClick={() => withdrawing.mutate({ submissionId: submission.id })}
            >
              Withdraw it
            </Button>
          </>
        }
      >
        No verifier will see it. The run stays as it is, and what you sent stands in the form again, to be
        changed and sent. It then waits at the end of the queue.
      </Dialog>
    </>
  )
}

function whyNot({ allowedActions, claim }: Submission): string | false {
  if (allowedActions.includes('withdraw')) return false
  return runWords[claim ? 'submission.claimed' : 'submission.reviewed']
}
