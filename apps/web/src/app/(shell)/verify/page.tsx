import { PageHead } from '@shiplap/ui/page-head'
import type { Metadata } from 'next'
import { serverApi } from '../../../server/server-api.ts'
import { requireRole } from '../../../server/visitor.ts'
import { Queue } from './queue.tsx'
import { VerifyTabs } from './verify-tabs.tsx'

export const metadata: Metadata = { title: 'Verify' }

export default async function VerifyPage() {
  const account = await requireRole('verifier', '/verify')
  const api = await serverApi()
  const queue = await api.submission.queue({ limit: 100 })
  return (
    <>
      <PageHead
        title="Verify"
        sub="Records first, then whoever has waited longest. Your own runs are not here."
      />
      <VerifyTabs />
      <Queue initial={queue} viewerId={account.id} />
    </>
  )
}
