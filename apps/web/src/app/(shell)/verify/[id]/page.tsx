import type { Metadata } from 'next'
import { serverApi } from '../../../../server/server-api.ts'
import { orNotFound, requireRole } from '../../../../server/visitor.ts'
import { Review } from './review.tsx'

export const metadata: Metadata = { title: 'Review a run' }

type Props = { readonly params: Promise<{ readonly id: string }> }

export default async function ReviewPage({ params }: Props) {
  const { id } = await params
  await requireRole('verifier', `/verify/${id}`)
  const api = await serverApi()
  const submission = await orNotFound(api.submission.get({ submissionId: id }))
  const page = await orNotFound(api.run.get({ runId: submission.runId }))
  return <Review key={id} initial={submission} page={page} />
}
