import type { Outputs } from '@shiplap/client'
import { Duration } from '@shiplap/ui/duration'
import { EmptyState } from '@shiplap/ui/empty-state'
import { type Column, Table } from '@shiplap/ui/table'
import { TimeAgo } from '@shiplap/ui/time-ago'
import Link from 'next/link'

type LatestRecord = Outputs['board']['latestRecords']['records'][number]

/** The records that fell last, on whichever board. */
export function LatestRecords({ records }: { readonly records: readonly LatestRecord[] }) {
  return (
    <Table
      caption="The latest records"
      columns={columns}
      rows={records}
      rowKey={(record) => record.runId}
      empty={
        <EmptyState title="No record stands yet.">
          Finish a run and submit it. The first time that two verifiers approve is the record.
        </EmptyState>
      }
    />
  )
}

const columns: readonly Column<LatestRecord>[] = [
  {
    key: 'runner',
    head: 'Runner',
    isRowHead: true,
    cell: (record) => (
      <Link prefetch={false} href={`/u/${record.username}`}>
        {record.username}
      </Link>
    ),
  },
  {
    key: 'board',
    head: 'Board',
    cell: (record) => (
      <Link
        prefetch={false}
        href={`/boards/${record.challenge}/${record.category}?assist=${record.assistance}`}
      >
        {record.challengeTitle} · {record.categoryTitle}
      </Link>
    ),
  },
  { key: 'assistance', head: 'Assistance', from: 'md', cell: (record) => record.assistance },
  {
    key: 'time',
    head: 'Time',
    numeric: true,
    leads: true,
    cell: (record) => (
      <Link prefetch={false} href={`/runs/${record.runId}`} className="text-gold">
        <Duration ms={record.timeMs} />
      </Link>
    ),
  },
  {
    key: 'when',
    head: 'When',
    cell: (record) => <TimeAgo at={record.achievedAt} className="text-sm text-muted" />,
  },
]
