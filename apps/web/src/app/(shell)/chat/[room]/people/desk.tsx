'use client'
import type { Outputs } from '@shiplap/client'
import { api } from '@shiplap/client/react'
import { refusalOf } from '@shiplap/client/refusal'
import { Button } from '@shiplap/ui/button'
import { Section } from '@shiplap/ui/section'
import { TimeAgo } from '@shiplap/ui/time-ago'
import { toast } from '@shiplap/ui/toast'
import { wordsOf } from '../../../../../chat/chat-words.ts'

type DeskView = Outputs['room']['desk']

/** What moderators see: reports to settle, who may not write, and who did what. */
export function Desk({ room, initial }: { readonly room: string; readonly initial: DeskView }) {
  const utils = api.useUtils()
  const { data } = api.room.desk.useQuery({ room }, { initialData: initial })
  const answered = {
    onSuccess: () => utils.room.invalidate(),
    onError: (error: unknown) =>
      toast({ message: wordsOf(refusalOf(error)?.reason), tone: 'problem' as const }),
  }
  const dismiss = api.room.dismissReports.useMutation(answered)
  const remove = api.message.remove.useMutation(answered)
  const unmute = api.room.unmute.useMutation(answered)
  const unban = api.room.unban.useMutation(answered)
  return (
    <>
      <Section title="Reports">
        {data.reports.length === 0 && <Nothing>No open reports.</Nothing>}
        <ul>
          {data.reports.map((report) => (
            <li key={report.id} className="lap flex flex-col gap-1 bg-board px-3 py-2">
              <p className="text-sm text-muted">
                {report.reporter} on {report.author ?? 'somebody'}, <TimeAgo at={report.createdAt} />:{' '}
                {report.reason}
              </p>
              <blockquote className="border-l-2 border-line pl-3 break-words whitespace-pre-wrap">
                {report.body}
              </blockquote>
              <div className="flex gap-2">
                <Button
                  size="small"
                  variant="danger"
                  onClick={() => remove.mutate({ room, seq: report.seq, reason: report.reason })}
                >
                  Remove the message
                </Button>
                <Button size="small" onClick={() => dismiss.mutate({ room, seq: report.seq })}>
                  Dismiss
                </Button>
              </div>
            </li>
          ))}
        </ul>
      </Section>
      <Section title="Muted and banned">
        {data.sanctions.length === 0 && <Nothing>Nobody.</Nothing>}
        <ul>
          {data.sanctions.map(({ username, kind, until, reason }) => (
            <li
              key={`${username}${kind}`}
              className="lap flex min-h-10 flex-wrap items-center gap-x-3 bg-board px-3 py-1"
            >
              <span className="min-w-0 flex-1">
                <span className="font-semibold">{username}</span> {kind === 'mute' ? 'muted' : 'banned'}
                {until && (
                  <>
                    , ends <TimeAgo at={until} />
                  </>
                )}
                {reason && <span className="text-muted"> ({reason})</span>}
              </span>
              <Button
                size="small"
                onClick={() => (kind === 'mute' ? unmute : unban).mutate({ room, username })}
              >
                Lift
              </Button>
            </li>
          ))}
        </ul>
      </Section>
      <Section title="Who did what">
        {data.trail.length === 0 && <Nothing>Nothing yet.</Nothing>}
        <ul>
          {data.trail.map((entry) => (
            <li key={entry.id} className="lap bg-board px-3 py-2 text-sm">
              <span className="font-semibold">{entry.actor ?? 'Somebody who left'}</span> {acts[entry.act]}{' '}
              {entry.subject && <span className="font-semibold">{entry.subject}</span>}
              {entry.detail && <span className="text-muted"> ({entry.detail})</span>}{' '}
              <TimeAgo at={entry.createdAt} className="text-muted" />
            </li>
          ))}
        </ul>
      </Section>
    </>
  )
}

const acts: Record<DeskView['trail'][number]['act'], string> = {
  add: 'added',
  'remove-member': 'took out',
  'set-role': 'changed the role of',
  mute: 'muted',
  unmute: 'unmuted',
  ban: 'banned',
  unban: 'lifted the ban of',
  'remove-message': 'removed a message of',
  'uphold-report': 'upheld a report on',
  'dismiss-report': 'dismissed a report',
  rename: 'renamed the room',
}

function Nothing({ children }: { readonly children: string }) {
  return <p className="lap bg-board px-3 py-2 text-sm text-muted">{children}</p>
}
