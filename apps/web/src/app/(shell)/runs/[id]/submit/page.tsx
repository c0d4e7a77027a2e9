import { PageHead } from '@shiplap/ui/page-head'
import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { serverApi } from '../../../../../server/server-api.ts'
import { orNotFound, requireAccount } from '../../../../../server/visitor.ts'
import { SubmissionDesk } from './submission-desk.tsx'

export const metadata: Metadata = { title: 'Submit a run' }

type Props = { readonly params: Promise<{ readonly id: string }> }

export default async function SubmitPage({ params }: Props) {
  const { id } = await params
  await requireAccount(`/runs/${id}/submit`)
  const api = await serverApi()
  const { run, isOwn } = await orNotFound(api.run.get({ runId: id }))
  if (!isOwn || run.state !== 'finished') redirect(`/runs/${id}`)
  const submission = run.submission && (await api.submission.get({ submissionId: run.submission.id }))
  return (
    <>
      <PageHead title="Submit for verification" sub="A verifier looks at what you send and at your splits." />
      <SubmissionDesk run={run} initial={submission} />
    </>
  )
}
