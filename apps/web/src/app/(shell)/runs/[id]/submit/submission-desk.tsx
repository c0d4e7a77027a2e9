'use client'
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
  const mayResubmit = submission?.allowedActions.includes('resubmit') ?? false
  return (
    <div className="flex max-w-3xl flex-col gap-6">
      <RunBrief run={run} />
      {submission && <SubmissionStatus submission={submission} onWithdrawn={() => setSubmission(null)} />}
      {(submission === null || mayResubmit) && (
        <SubmitForm
          key={submission?.id ?? 'first'}
          runId={run.id}
          previous={submission}
          onSent={setSubmission}
        />
      )}
    </div>
  )
}
