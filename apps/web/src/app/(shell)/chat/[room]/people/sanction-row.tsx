import { api } from '@shiplap/client/react'
import { Button } from '@shiplap/ui/button'
import { TimeAgo } from '@shiplap/ui/time-ago'
import { wordsOf } from '../../../../../chat/chat-words.ts'
import type { DeskView } from './desk-view.ts'
import { useAnswered } from './use-answered.ts'

/** Somebody who may not write or read here, and the way to lift that. */
export function SanctionRow({
  room,
  sanction: { username, kind, until, reason, whyNotAct },
}: {
  readonly room: string
  readonly sanction: DeskView['sanctions'][number]
}) {
  const answered = useAnswered()
  const acts = { mute: api.room.unmute.useMutation(answered), ban: api.room.unban.useMutation(answered) }
  const lift = acts[kind]
  return (
    <li className="lap flex min-h-10 flex-wrap items-center gap-x-3 bg-board px-3 py-1">
      <span className="min-w-0 flex-1 break-words">
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
        pending={lift.isPending}
        disabledReason={whyNotAct && wordsOf(whyNotAct)}
        onClick={() => lift.mutate({ room, username })}
      >
        Lift
      </Button>
    </li>
  )
}
