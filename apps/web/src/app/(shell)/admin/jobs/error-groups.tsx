'use client'
import type { Outputs } from '@shiplap/client'
import { api } from '@shiplap/client/react'
import { Button } from '@shiplap/ui/button'
import { Section } from '@shiplap/ui/section'
import { type Column, Table } from '@shiplap/ui/table'
import { TimeAgo } from '@shiplap/ui/time-ago'
import Link from 'next/link'
import { hrefOf, type JobFilter } from './job-filter.ts'
import { useQueue } from './queue-provider.tsx'
import { useJobActs } from './use-job-acts.ts'

type Group = Outputs['job']['groups'][number]

/** Dead jobs by what went wrong: one row for a thousand failures of one cause. */
export function ErrorGroups({
  initial,
  filter,
}: {
  readonly initial: readonly Group[]
  readonly filter: JobFilter
}) {
  const { states } = useQueue()
  // The key changes with the number of the dead, so that the groups are read again when there is something to read.
  const { data: groups } = api.job.groups.useQuery(undefined, {
    initialData: [...initial],
    refetchInterval: states.dead === initial.reduce((sum, group) => sum + group.count, 0) ? false : 2_000,
  })
  const acts = useJobActs()
  if (groups.length === 0) return null
  const columns: readonly Column<Group>[] = [
    {
      key: 'error',
      head: 'What went wrong',
      isRowHead: true,
      cell: ({ kind, fingerprint }) => (
        <Link href={hrefOf({ state: 'dead', kind, fingerprint })} className="font-mono text-sm break-all">
          {fingerprint}
        </Link>
      ),
    },
    { key: 'kind', head: 'Kind', cell: ({ kind }) => kind },
    {
      key: 'count',
      head: 'Jobs',
      numeric: true,
      leads: true,
      cell: ({ count }) => count.toLocaleString('en'),
    },
    { key: 'last', head: 'Last', from: 'md', cell: ({ lastAt }) => <TimeAgo at={lastAt} /> },
    {
      key: 'acts',
      head: 'Acts',
      headHidden: true,
      className: 'text-right',
      cell: ({ kind, fingerprint, count }) => (
        <Button
          size="small"
          pending={acts.isPending}
          onClick={() => acts.onAll('retry', { state: 'dead', kind, fingerprint })}
          aria-label={`Retry all ${count} of ${kind}: ${fingerprint}`}
        >
          Retry all
        </Button>
      ),
    },
  ]
  return (
    <Section title="Failed, by cause">
      <Table
        caption="Dead jobs by what went wrong"
        columns={columns}
        rows={groups}
        rowKey={({ kind, fingerprint }) => `${kind} ${fingerprint}`}
        isCurrent={({ kind, fingerprint }) => filter.kind === kind && filter.fingerprint === fingerprint}
      />
    </Section>
  )
}
