import { api } from '@shiplap/client/react'
import { Button } from '@shiplap/ui/button'
import { TimeAgo } from '@shiplap/ui/time-ago'
import Link from 'next/link'
import type { DeskView } from './desk-view.ts'
import { useAnswered } from './use-answered.ts'

/** A message that somebody brought to the moderators' notice, and the two ways to settle that. */
export function ReportRow({
  room,
  report,
}: {
  readonly room: string
  readonly report: DeskView['reports'][number]
}) {
  const answered = useAnswered()
  const dismiss = api.room.dismissReports.useMutation(answered)
  const remove = api.message.remove.useMutation(answered)
  const { seq, reason } = report
  return (
    <li className="lap flex flex-col gap-1 bg-board px-3 py-2">
      <p className="text-sm break-words text-muted">
        {report.reporter} on{' '}
        <Link href={`/chat/${room}#line-${seq}`}>a message of {report.author ?? 'somebody'}</Link>,{' '}
        <TimeAgo at={report.createdAt} />: {reason}
      </p>
      {report.removedBy === null ? (
        <blockquote className="border-l-2 border-line pl-3 break-words whitespace-pre-wrap">
          {report.body}
        </blockquote>
      ) : (
        <p className="text-sm text-muted italic">Its author has removed it meanwhile.</p>
      )}
      <div className="flex gap-2">
        <Button
          size="small"
          variant="danger"
          pending={remove.isPending}
          disabledReason={
            (report.removedBy !== null && 'It is gone already.') || (dismiss.isPending && 'Being dismissed.')
          }
          onClick={() => remove.mutate({ room, seq, reason })}
        >
          Remove the message
        </Button>
        <Button
          size="small"
          pending={dismiss.isPending}
          disabledReason={remove.isPending && 'The message is being removed.'}
          onClick={() => dismiss.mutate({ room, seq })}
        >
          Dismiss
        </Button>
      </div>
    </li>
  )
}
