'use client'
import { api } from '@shiplap/client/react'
import { refusalOf } from '@shiplap/client/refusal'
import type { Line } from '@shiplap/domain/message'
import { Dialog } from '@shiplap/ui/dialog'
import { Skeleton } from '@shiplap/ui/skeleton'
import { TimeAgo } from '@shiplap/ui/time-ago'
import { wordsOf } from './chat-words.ts'
import { MessageBody } from './message-body.tsx'

/** What a message said before each of its changes, for moderators of the room. */
export function TracesDialog({
  room,
  line,
  onClose,
}: {
  readonly room: string
  readonly line: Line
  readonly onClose: () => void
}) {
  const traces = api.room.traces.useQuery({ room, seq: line.seq })
  return (
    <Dialog open onClose={onClose} title={`What ${line.author?.name ?? 'somebody'} said before`}>
      {traces.isPending && <Skeleton className="h-12" />}
      {traces.error && <p className="text-danger">{wordsOf(refusalOf(traces.error)?.reason)}</p>}
      <ol className="flex flex-col gap-4">
        {traces.data?.map(({ kind, was, createdAt, actor }) => (
          <li key={createdAt}>
            <p className="pb-1 text-sm text-muted">
              {kind === 'removal' ? 'Removed' : 'Edited'} by {actor ?? 'somebody who left'},{' '}
              <TimeAgo at={createdAt} />
            </p>
            <MessageBody body={was} me={null} />
          </li>
        ))}
      </ol>
    </Dialog>
  )
}
