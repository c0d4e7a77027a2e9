import type { Outputs } from '@shiplap/client'
import { formatDelta } from '@shiplap/domain/duration'
import { Badge } from '@shiplap/ui/badge'
import { Duration } from '@shiplap/ui/duration'
import { type Column, Table } from '@shiplap/ui/table'
import { TimeAgo } from '@shiplap/ui/time-ago'
import { Play } from 'lucide-react'
import Link from 'next/link'
import { evidenceNames } from '../../../../../run/assistance.ts'

type Entry = Outputs['board']['page']['entries'][number]

/** Who stands where. Equal times share a rank, which is said with a sign. */
export function BoardRows({
  entries,
  mine,
}: {
  readonly entries: readonly Entry[]
  readonly mine: string | null
}) {
  return (
    <Table
      caption="Runs by rank"
      columns={columns}
      rows={entries}
      rowKey={({ runId }) => runId}
      isCurrent={({ runner }) => runner.username === mine}
    />
  )
}

const rankOf = ({ rank, tied }: Entry) =>
  rank === null ? '–' : `${tied ? '=' : ''}${rank.toLocaleString('en')}`

const columns: readonly Column<Entry>[] = [
  {
    key: 'rank',
    head: 'Rank',
    numeric: true,
    cell: rankOf,
    from: 'sm',
    className: 'w-16',
  },
  {
    key: 'runner',
    head: 'Runner',
    isRowHead: true,
    cell: (entry) => (
      <span className="flex min-w-0 items-baseline gap-2">
        {/* A phone has no column for the rank. */}
        <span className="figures min-w-5 text-sm text-muted sm:hidden">{rankOf(entry)}</span>
        <Link
          href={`/u/${entry.runner.username}`}
          className="truncate font-medium no-underline hover:underline"
        >
          {entry.runner.username}
        </Link>
      </span>
    ),
  },
  {
    key: 'time',
    head: 'Time',
    numeric: true,
    leads: true,
    cell: ({ runId, timeMs }) => (
      <Link href={`/runs/${runId}`} id={`run-${runId}`} className="font-medium no-underline hover:underline">
        <Duration ms={timeMs} />
      </Link>
    ),
  },
  {
    key: 'behind',
    head: 'To the one before',
    numeric: true,
    from: 'md',
    cell: ({ behindMs }) => behindMs !== null && <span className="text-muted">{formatDelta(behindMs)}</span>,
  },
  {
    key: 'stack',
    head: 'Stack',
    from: 'md',
    cell: ({ stack }) => <span className="text-sm text-muted">{stack.join(' · ')}</span>,
  },
  { key: 'evidence', head: 'Evidence', cell: (entry) => <EvidenceBadges entry={entry} /> },
  {
    key: 'age',
    head: 'When',
    from: 'sm',
    cell: ({ achievedAt }) => <TimeAgo at={achievedAt} className="text-sm whitespace-nowrap text-muted" />,
  },
  {
    key: 'video',
    head: 'Video',
    headHidden: true,
    cell: ({ videoUrl, runner }) => <Video url={videoUrl} of={runner.username} />,
  },
]

function EvidenceBadges({ entry }: { readonly entry: Entry }) {
  return (
    <span className="flex flex-wrap gap-1">
      <Badge>{evidenceNames[entry.evidence]}</Badge>
      {entry.verified && <Badge>Reviewed</Badge>}
      {entry.pending && <Badge>Pending</Badge>}
    </span>
  )
}

function Video({ url, of }: { readonly url: string | null; readonly of: string }) {
  if (url === null) return null
  return (
    <a
      href={url}
      rel="noreferrer nofollow ugc"
      target="_blank"
      className="inline-flex size-6 items-center justify-center text-muted hover:text-ink"
    >
      <Play aria-hidden="true" className="size-4" />
      <span className="sr-only">Video of {of}'s run</span>
    </a>
  )
}
