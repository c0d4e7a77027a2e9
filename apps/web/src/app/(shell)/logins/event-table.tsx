'use client'
import type { Outputs } from '@shiplap/client'
import { type Column, Table } from '@shiplap/ui/table'
import { TimeAgo } from '@shiplap/ui/time-ago'
import { CircleAlert, CircleCheck } from 'lucide-react'
import { eventWords } from './event-words.ts'

type AccountEvent = Outputs['account']['events']['events'][number]

export function EventTable({ events }: { readonly events: readonly AccountEvent[] }) {
  return (
    <Table caption="What happened to your account" columns={columns} rows={events} rowKey={({ id }) => id} />
  )
}

const columns: readonly Column<AccountEvent>[] = [
  {
    key: 'what',
    head: 'What',
    isRowHead: true,
    cell: (event) => {
      const { text, isAlarm } = eventWords(event)
      const Icon = isAlarm ? CircleAlert : CircleCheck
      return (
        <span className="flex items-center gap-2">
          <Icon
            aria-label={isAlarm ? 'Look at this' : undefined}
            aria-hidden={isAlarm ? undefined : true}
            className={`size-4 shrink-0 ${isAlarm ? 'text-danger' : 'text-muted'}`}
          />
          <span className="min-w-0 break-words">{text}</span>
        </span>
      )
    },
  },
  { key: 'device', head: 'Device', cell: ({ device }) => device },
  { key: 'ip', head: 'Address', cell: ({ ip }) => ip && <span className="figures text-sm">{ip}</span> },
  { key: 'at', head: 'When', cell: ({ at }) => <TimeAgo at={at} className="whitespace-nowrap" /> },
]
