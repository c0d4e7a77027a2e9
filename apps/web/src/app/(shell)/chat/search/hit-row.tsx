import type { Outputs } from '@shiplap/client'
import { TimeAgo } from '@shiplap/ui/time-ago'
import Link from 'next/link'
import { MessageBody } from '../../../../chat/message-body.tsx'

/** A message that was found. All of it leads to its line in the room. */
export function HitRow({
  hit: { room, roomTitle, line },
}: {
  readonly hit: Outputs['message']['search']['hits'][number]
}) {
  return (
    <li className="lap relative bg-board px-3 py-2 hover:bg-hover">
      <p className="flex flex-wrap items-baseline gap-x-2 text-sm text-muted">
        <Link
          href={`/chat/${room}#line-${line.seq}`}
          className="min-w-0 break-words no-underline after:absolute after:inset-0 hover:underline"
        >
          <span className="font-semibold text-ink">{line.author?.name ?? 'Somebody who left'}</span> in{' '}
          {roomTitle}
        </Link>
        <TimeAgo at={line.at} />
      </p>
      <MessageBody body={line.body} me={null} isHit />
    </li>
  )
}
