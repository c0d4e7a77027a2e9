import { formatDelta, formatDuration } from '@shiplap/domain/duration'
import { type Column, Table } from '@shiplap/ui/table'
import { ChevronRight } from 'lucide-react'
import type { RunPage } from '../../../../run/view.ts'

type Event = RunPage['events'][number]

const words: Record<Event['kind'], string> = {
  started: 'Start',
  split: 'Split',
  undone: 'Split undone',
  skipped: 'Skipped',
  paused: 'Paused',
  resumed: 'Went on',
  'finish-undone': 'Finish undone',
  abandoned: 'Abandoned',
  expired: 'Ran out of time',
}

/** Every event of the run by the server's clock, and how far the runner's own clock was from it. */
export function EventTable({
  events,
  milestones,
}: {
  readonly events: readonly Event[]
  readonly milestones: RunPage['run']['milestones']
}) {
  return (
    <details className="group">
      <summary className="flex h-9 items-center gap-2 text-base font-semibold">
        <ChevronRight aria-hidden="true" className="size-4 text-muted group-open:rotate-90" />
        Events <span className="figures text-sm font-normal text-muted">{events.length}</span>
      </summary>
      <Table
        caption="Events of the run"
        columns={columnsFor(milestones)}
        rows={events}
        rowKey={({ seq }) => String(seq)}
      />
    </details>
  )
}

function columnsFor(milestones: RunPage['run']['milestones']): readonly Column<Event>[] {
  return [
    {
      key: 'what',
      head: 'What',
      isRowHead: true,
      cell: ({ kind, position }) => {
        const title = position === null ? undefined : milestones[position - 1]?.title
        return title === undefined ? words[kind] : `${words[kind]}: ${title}`
      },
    },
    {
      key: 'server',
      head: 'Server',
      numeric: true,
      leads: true,
      cell: ({ elapsedMs }) => formatDuration(elapsedMs, 'milliseconds'),
    },
    {
      key: 'difference',
      head: 'Runner’s clock',
      numeric: true,
      cell: ({ clientMs, elapsedMs }) =>
        clientMs === null ? '–' : formatDelta(clientMs - elapsedMs, 'milliseconds'),
    },
  ]
}
