'use client'
import { Badge } from '@shiplap/ui/badge'
import { Button } from '@shiplap/ui/button'
import { Section } from '@shiplap/ui/section'
import { type Column, Table } from '@shiplap/ui/table'
import Link from 'next/link'
import { hrefOf } from './job-filter.ts'
import { shortly } from './job-words.ts'
import { type Overview, useQueue } from './queue-provider.tsx'
import { useJobActs } from './use-job-acts.ts'

type KindRow = Overview['kinds'][number]

/** Each kind: what waits and for how long, how it went in the last hour, and whether it is paused. */
export function KindTable() {
  const { kinds } = useQueue()
  const acts = useJobActs()
  const columns: readonly Column<KindRow>[] = [
    {
      key: 'kind',
      head: 'Kind',
      isRowHead: true,
      cell: ({ kind, isPaused, isKnown }) => (
        <span className="inline-flex flex-wrap items-center gap-2">
          <Link href={hrefOf({ kind })}>{kind}</Link>
          {isPaused && <Badge tone="gold">Paused</Badge>}
          {!isKnown && <Badge>Unknown here</Badge>}
        </span>
      ),
    },
    { key: 'ready', head: 'Ready', numeric: true, cell: ({ ready }) => ready.toLocaleString('en') },
    { key: 'lag', head: 'Lag', numeric: true, cell: ({ lagMs }) => (lagMs === null ? '—' : shortly(lagMs)) },
    { key: 'running', head: 'Running', numeric: true, cell: ({ running }) => running },
    {
      key: 'later',
      head: 'Later',
      numeric: true,
      from: 'md',
      cell: ({ scheduled, retrying }) => (scheduled + retrying).toLocaleString('en'),
    },
    { key: 'dead', head: 'Dead', numeric: true, cell: ({ dead }) => dead.toLocaleString('en') },
    {
      key: 'hour',
      head: 'Last hour',
      numeric: true,
      cell: ({ lastHour }) => lastHour.done.toLocaleString('en'),
    },
    {
      key: 'errors',
      head: 'Errors',
      numeric: true,
      from: 'md',
      cell: ({ lastHour }) => `${(lastHour.errorShare * 100).toFixed(0)} %`,
    },
    {
      key: 'mean',
      head: 'Mean',
      numeric: true,
      from: 'lg',
      cell: ({ meanMs }) => (meanMs === null ? '—' : shortly(meanMs)),
    },
    {
      key: 'acts',
      head: 'Acts',
      headHidden: true,
      className: 'text-right',
      cell: ({ kind, isPaused }) => (
        <Button
          size="small"
          variant="quiet"
          onClick={() => acts.setPaused(kind, !isPaused)}
          aria-label={`${isPaused ? 'Resume' : 'Pause'} ${kind}`}
        >
          {isPaused ? 'Resume' : 'Pause'}
        </Button>
      ),
    },
  ]
  return (
    <Section title="Kinds">
      <Table caption="Kinds of jobs" columns={columns} rows={kinds} rowKey={({ kind }) => kind} />
    </Section>
  )
}
