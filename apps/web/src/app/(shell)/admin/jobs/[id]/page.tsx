import { PageHead } from '@shiplap/ui/page-head'
import type { Metadata } from 'next'
import { serverApi } from '../../../../../server/server-api.ts'
import { orNotFound, requireRole } from '../../../../../server/visitor.ts'
import { WholeJob } from './whole-job.tsx'

export const metadata: Metadata = { title: 'Job' }

type Props = { readonly params: Promise<{ id: string }> }

export default async function JobPage({ params }: Props) {
  const { id } = await params
  await requireRole('admin', `/admin/jobs/${encodeURIComponent(id)}`)
  const api = await serverApi()
  const job = await orNotFound(api.job.get({ id: Number(id) }))
  return (
    <>
      <PageHead title={`${job.kind} ${job.id}`} sub="One job, from the moment it was put in." />
      <WholeJob initial={job} />
    </>
  )
}
