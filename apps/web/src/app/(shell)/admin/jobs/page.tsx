import { PageHead } from '@shiplap/ui/page-head'
import type { Metadata } from 'next'
import { serverApi } from '../../../../server/server-api.ts'
import { orNotFound, requireRole } from '../../../../server/visitor.ts'
import { ActLog } from './act-log.tsx'
import { ErrorGroups } from './error-groups.tsx'
import { FilterForm } from './filter-form.tsx'
import { readFilter, type SearchParams } from './job-filter.ts'
import { JobList } from './job-list.tsx'
import { KindTable } from './kind-table.tsx'
import { QueueProvider } from './queue-provider.tsx'
import { StateBar } from './state-bar.tsx'
import { WorkerTable } from './worker-table.tsx'

export const metadata: Metadata = { title: 'Jobs' }

type Props = { readonly searchParams: Promise<SearchParams> }

export default async function JobsPage({ searchParams }: Props) {
  await requireRole('admin', '/admin/jobs')
  const params = await searchParams
  const filter = readFilter(params)
  const before = Number.parseInt(String(params.before), 10) || null
  const api = await serverApi()
  const [overview, groups, page, acts] = await Promise.all([
    api.job.stats(),
    api.job.groups(),
    orNotFound(api.job.list({ filter, before })),
    api.job.acts(),
  ])
  return (
    <QueueProvider initial={overview}>
      <PageHead title="Jobs" sub="What is done in the background, by whom, and what went wrong." />
      <StateBar filter={filter} />
      <ErrorGroups initial={groups} filter={filter} />
      <FilterForm filter={filter} kinds={overview.kinds.map(({ kind }) => kind)} />
      <JobList key={JSON.stringify([filter, before])} filter={filter} before={before} initial={page} />
      <KindTable />
      <WorkerTable />
      <ActLog initial={acts} />
    </QueueProvider>
  )
}
