'use client'
import { EmptyState } from '@shiplap/ui/empty-state'
import { Section } from '@shiplap/ui/section'
import { type Column, Table } from '@shiplap/ui/table'
import { TimeAgo } from '@shiplap/ui/time-ago'
import { type Overview, useQueue } from './queue-provider.tsx'

type WorkerRow = Overview['workers'][number]

const columns: readonly Column<WorkerRow>[] = [
  { key: 'name', head: 'Worker', isRowHead: true, cell: ({ id, name }) => `${name} (${id})` },
  {
    key: 'running',
    head: 'Busy',
    numeric: true,
    cell: ({ running, concurrency }) => `${running} of ${concurrency}`,
  },
  { key: 'kinds', head: 'Kinds', numeric: true, from: 'md', cell: ({ kinds }) => kinds.length },
  { key: 'since', head: 'Since', from: 'md', cell: ({ startedAt }) => <TimeAgo at={startedAt} /> },
  { key: 'seen', head: 'Last heartbeat', cell: ({ seenAt }) => <TimeAgo at={seenAt} /> },
]

/** Who works. A worker that is gone leaves this list within a second or two, and its jobs go to the others. */
export function WorkerTable() {
  const { workers } = useQueue()
  return (
    <Section title="Workers">
      <Table
        caption="Workers"
        columns={columns}
        rows={workers}
        rowKey={({ id }) => String(id)}
        empty={
          <EmptyState title="No worker is here.">
            Jobs wait until one comes. `npm start` runs one; elsewhere, start apps/worker.
          </EmptyState>
        }
      />
    </Section>
  )
}
