'use client'
import type { Outputs } from '@shiplap/client'
import { api } from '@shiplap/client/react'
import { Badge } from '@shiplap/ui/badge'
import { Section } from '@shiplap/ui/section'
import { type Column, Table } from '@shiplap/ui/table'
import { TimeAgo } from '@shiplap/ui/time-ago'

type Report = Outputs['admin']['health']
type Part = Report['parts'][number]
type Schedule = Report['schedules'][number]

const partColumns: readonly Column<Part>[] = [
  { key: 'name', head: 'Part', isRowHead: true, cell: ({ name }) => name },
  {
    key: 'state',
    head: 'State',
    leads: true,
    cell: ({ isWell }) => (
      <Badge tone={isWell ? 'ahead' : 'behind'}>{isWell ? '✓ Well' : '✕ Not well'}</Badge>
    ),
  },
  { key: 'detail', head: 'Detail', cell: ({ detail }) => detail },
]
const scheduleColumns: readonly Column<Schedule>[] = [
  { key: 'name', head: 'Schedule', isRowHead: true, cell: ({ name }) => name },
  { key: 'cron', head: 'When (UTC)', cell: ({ cron }) => <code className="font-mono text-sm">{cron}</code> },
  { key: 'last', head: 'Last', cell: ({ lastAt }) => (lastAt ? <TimeAgo at={lastAt} /> : 'not yet') },
  { key: 'next', head: 'Next', cell: ({ nextAt }) => <TimeAgo at={nextAt} /> },
]

/** The parts of the instance, asked again every few seconds. */
export function Health({ initial }: { readonly initial: Report }) {
  const { data } = api.admin.health.useQuery(undefined, {
    initialData: initial,
    refetchInterval: 3_000,
  })
  return (
    <>
      <Section title="Parts">
        <Table
          caption="Parts of this instance"
          columns={partColumns}
          rows={data.parts}
          rowKey={({ name }) => name}
        />
      </Section>
      <Section title="Schedules">
        <Table
          caption="What is done again and again"
          columns={scheduleColumns}
          rows={data.schedules}
          rowKey={({ name }) => name}
        />
      </Section>
    </>
  )
}
