import { TimeAgo } from '@shiplap/ui/time-ago'
import type { DeskView } from './desk-view.ts'

type Entry = DeskView['trail'][number]

/** One use of a moderator's power. */
export function TrailRow({ entry }: { readonly entry: Entry }) {
  return (
    <li className="lap bg-board px-3 py-2 text-sm break-words">
      <span className="font-semibold">{entry.actor ?? 'Somebody who left'}</span> {acts[entry.act]}{' '}
      {entry.subject && <span className="font-semibold">{entry.subject}</span>}
      {entry.detail && <span className="text-muted"> ({entry.detail})</span>}{' '}
      <TimeAgo at={entry.createdAt} className="text-muted" />
    </li>
  )
}

const acts: Record<Entry['act'], string> = {
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
