import { PageHead } from '@shiplap/ui/page-head'
import type { Metadata } from 'next'
import { serverApi } from '../../../../server/server-api.ts'
import { requireRole } from '../../../../server/visitor.ts'
import { Health } from './health.tsx'

export const metadata: Metadata = { title: 'Health' }

export default async function HealthPage() {
  await requireRole('admin', '/admin/health')
  const api = await serverApi()
  return (
    <>
      <PageHead title="Health" sub="What this instance stands on, and whether it holds." />
      <Health initial={await api.admin.health()} />
    </>
  )
}
