'use client'
import { api } from '@shiplap/client/react'
import { refusalOf } from '@shiplap/client/refusal'
import { useState } from 'react'
import { RunBrief } from '../../../../../run/run-brief.tsx'
import type { WatchedRun } from '../../../../../run/view.ts'
import type { Submission } from './submission.ts'
import { SubmissionStatus } from './submission-status.tsx'
import { SubmitForm } from './submit-form.tsx'

type SubmissionDeskProps = { readonly run: WatchedRun; readonly initial: Submission | null }

/** A finished run on its way to a verifier: not sent, waiting, rejected and sent again, or approved. */
export function SubmissionDesk({ run, initial }: SubmissionDeskProps) {
  const [submission, setSubmission] = useState(initial)
  // What was withdrawn stands in the form again, so that taking it back loses nothing that was typed.
  const [draft, setDraft] = useState(initial?.revisions[0])
  const takenBack = () => {
    setDraft(submission?.revisions[0])
    setSubmission(null)
  }
  useLookedAt(submission, { onNews: setSubmission, onGone: takenBack })
  const mayResubmit = submission?.allowedActions.includes('resubmit') ?? false
  return (
    <div className="flex max-w-3xl flex-col gap-6">
      <RunBrief run={run} />
      {submission && <SubmissionStatus submission={submission} onWithdrawn={takenBack} />}
      {(submission === null || mayResubmit) && (
        <SubmitForm
          key={submission?.id ?? 'first'}
          runId={run.id}
          rejected={submission}
          last={submission?.revisions[0] ?? draft}
          onSent={setSubmission}
        />
      )}
    </div>
  )
}

type Heard = { readonly onNews: (fresh: Submission) => void; readonly onGone: () => void }

/** Reads the submission again whenever a verifier takes it, gives it back or decides. */
function useLookedAt(submission: Submission | null, { onNews, onGone }: Heard) {
  const { client } = api.useUtils()
  const submissionId = submission?.id
  api.run.live.useSubscription(
    { runId: submission?.runId ?? '' },
    {
      enabled: submissionId !== undefined,
      onData() {
        if (submissionId === undefined) return
        client.submission.get.query({ submissionId }).then(onNews, (error: unknown) => {
          if (refusalOf(error)?.reason === 'submission.not-found') onGone()
        })
      },
    },
  )
}
