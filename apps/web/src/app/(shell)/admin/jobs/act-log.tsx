'use client'
import type { Outputs } from '@shiplap/client'
import { api } from '@shiplap/client/react'
import { Section } from '@shiplap/ui/section'
import { type Column, Table } from '@shiplap/ui/table'
import { TimeAgo } from '@shiplap/ui/time-ago'

type Act = Outputs['job']['acts'][number]

const words: Readonly<Record<Act['act'], string>> = {
  retry: 'Retried',
  cancel: 'Cancelled',
  'run-now': 'Ran now',
  pause: 'Paused',
  resume: 'Resumed',
}

const columns: readonly Column<Act>[] = [
  {
    key: 'act',
    head: 'What',
    isRowHead: true,
    cell: ({ act, target }) => (
      <span className="break-words">
        {words[act]} {told(target)}
      </span>
    ),
  },
  {
    key: 'touched',
    head: 'Touched',
    numeric: true,
    leads: true,
    cell: ({ touched }) => touched.toLocaleString('en'),
  },
  { key: 'who', head: 'Who', cell: ({ username }) => username ?? 'somebody who is gone' },
  { key: 'when', head: 'When', cell: ({ at }) => <TimeAgo at={at} /> },
]

/** What administrators did to jobs, the latest first. */
export function ActLog({ initial }: { readonly initial: readonly Act[] }) {
  const { data } = api.job.acts.useQuery(undefined, { initialData: [...initial] })
  if (data.length === 0) return null
  return (
    <Section title="What was done by hand">
      <Table
        caption="What administrators did"
        columns={columns}
        rows={data}
        rowKey={({ id }) => String(id)}
      />
    </Section>
  )
}

type Target = {
  readonly ids?: readonly number[]
  readonly kind?: string
  readonly matching?: Readonly<Record<string, string>>
}

function told(text: string): string {
  const { ids, kind, matching } = JSON.parse(text) as Target // the server wrote it
  if (ids !== undefined) return ids.length === 1 ? `job ${ids[0]}` : `jobs ${ids.join(', ')}`
  if (kind !== undefined) return kind
  const said = Object.values(matching ?? {})
  return said.length === 0 ? 'every job' : `all that match ${said.join(' · ')}`
}
