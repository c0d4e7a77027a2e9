import type { Outputs } from '@shiplap/client'
import { api } from '@shiplap/client/react'
import { refusalOf } from '@shiplap/client/refusal'
import type { MenuItem } from '@shiplap/ui/menu'
import { toast } from '@shiplap/ui/toast'
import { wordsOf } from '../../../../../chat/chat-words.ts'
import type { RoomView } from '../../../../../chat/room-view.ts'
import type { Sanctioned } from '../../../../../chat/sanction-dialog.tsx'

export type Member = Outputs['room']['members'][number]

/** What a moderator can do about a member; what they cannot do stands there with the reason. */
export function usePersonActs(
  room: RoomView,
  {
    onSanction,
    onTakeOut,
  }: {
    readonly onSanction: (person: Sanctioned) => void
    readonly onTakeOut: (username: string) => void
  },
) {
  const utils = api.useUtils()
  const setRole = api.room.setRole.useMutation({
    onSuccess: () => utils.room.invalidate(),
    onError: (error: unknown) => toast({ message: wordsOf(refusalOf(error)?.reason), tone: 'problem' }),
  })
  return ({ username, role, whyNotAct }: Member): readonly MenuItem[] => {
    const outranked = whyNotAct && wordsOf(whyNotAct)
    const grant = (to: Member['role'], label: string): MenuItem => ({
      key: to,
      label,
      act: () => setRole.mutate({ room: room.slug, username, role: to }),
      disabledReason:
        outranked ?? (to !== 'member' && room.whyNotGrant && 'Only owners of the room do that.'),
    })
    return [
      ...(role === 'member' ? [] : [grant('member', 'Make a plain member')]),
      ...(role === 'moderator' ? [] : [grant('moderator', 'Make a moderator')]),
      ...(role === 'owner' ? [] : [grant('owner', 'Make an owner')]),
      {
        key: 'mute',
        label: 'Mute',
        act: () => onSanction({ kind: 'mute', username }),
        disabledReason: outranked,
      },
      {
        key: 'remove',
        label: 'Take out of the room',
        act: () => onTakeOut(username),
        danger: true,
        disabledReason: outranked,
      },
      {
        key: 'ban',
        label: 'Ban',
        act: () => onSanction({ kind: 'ban', username }),
        danger: true,
        disabledReason: outranked,
      },
    ]
  }
}
