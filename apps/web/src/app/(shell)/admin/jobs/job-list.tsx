'use client'
import type { Outputs } from '@shiplap/client'
import { api } from '@shiplap/client/react'
import { EmptyState } from '@shiplap/ui/empty-state'
import { LinkButton } from '@shiplap/ui/link-button'
import { Section } from '@shiplap/ui/section'
import { Table } from '@shiplap/ui/table'
import Link from 'next/link'
import { BulkActs } from './bulk-acts.tsx'
import { jobColumns } from './job-columns.tsx'
import { hrefOf, type JobFilter } from './job-filter.ts'
import { stateWords } from './job-words.ts'
import { PickedActs } from './picked-acts.tsx'
import { useJobActs } from './use-job-acts.ts'
import { usePicked } from './use-picked.ts'

export type JobPage = Outputs['job']['list']

/** The jobs that match, read again every few seconds while somebody looks. */
export function JobList({
  filter,
  before,
  initial,
}: {
  readonly filter: JobFilter
  readonly before: number | null
  readonly initial: JobPage
}) {
  const { data } = api.job.list.useQuery({ filter, before }, { initialData: initial, refetchInterval: 2_000 })
  const acts = useJobActs()
  const picked = usePicked(data.jobs.map(({ id }) => id))
  const title = filter.state ? stateWords[filter.state].word.replace(/^\W+/, '') : 'All jobs'
  return (
    <Section title={title} aside={<BulkActs filter={filter} acts={acts} isEmpty={data.jobs.length === 0} />}>
      <PickedActs rows={data.jobs} picked={picked} acts={acts} />
      <Table
        caption="Jobs, the newest first"
        columns={jobColumns(acts, picked)}
        rows={data.jobs}
        rowKey={({ id }) => String(id)}
        empty={
          <EmptyState title="No job is like that.">
            {filter.state === 'dead'
              ? 'Nothing has failed for good.'
              : 'Jobs show up here as soon as they are put in.'}
          </EmptyState>
        }
      />
      <div className="flex gap-2 pt-4 empty:hidden">
        {before && (
          <LinkButton as={Link} href={hrefOf(filter)}>
            To the newest
          </LinkButton>
        )}
        {data.before && (
          <LinkButton as={Link} href={hrefOf(filter, data.before)}>
            Older
          </LinkButton>
        )}
      </div>
    </Section>
  )
}
