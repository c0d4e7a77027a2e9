import type { Metadata } from 'next'
import { serverApi } from '../../../server/server-api.ts'
import { requireAccount } from '../../../server/visitor.ts'
import { Cockpit } from './cockpit.tsx'
import { NoRun } from './no-run.tsx'

export const metadata: Metadata = { title: 'Your run' }

export default async function RunPage() {
  await requireAccount('/run')
  const api = await serverApi()
  const current = await api.run.current()
  if (current.run === null) return <NoRun />
  return <Cockpit key={current.run.id} initial={current.run} comparisons={current.comparisons} />
}
