'use client'
import type { Outputs } from '@shiplap/client'
import { api } from '@shiplap/client/react'
import { refusalOf } from '@shiplap/client/refusal'
import { Avatar } from '@shiplap/ui/avatar'
import { Badge } from '@shiplap/ui/badge'
import { EmptyState } from '@shiplap/ui/empty-state'
import { Menu } from '@shiplap/ui/menu'
import { Section } from '@shiplap/ui/section'
import { toast } from '@shiplap/ui/toast'
import { EllipsisVertical } from 'lucide-react'
import { wordsOf } from '../../../../../chat/chat-words.ts'
import type { RoomView } from '../../../../../chat/room-view.ts'

const hour = 3_600_000
type Member = Outputs['room']['members'][number]

/** Who is a member, and for moderators what they can do about it. */
export function Members({
  room,
  initial,
  me,
}: {
  readonly room: RoomView
  readonly initial: readonly Member[]
  readonly me: string | null
}) {
  const { data } = api.room.members.useQuery({ room: room.slug, limit: 200 }, { initialData: [...initial] })
  const actsOn = usePersonActs(room.slug)
  return (
    <Section title="Members" aside={<span className="figures">{data.length}</span>}>
      {data.length === 0 && (
        <EmptyState title="Nobody has joined yet">Whoever writes here becomes a member.</EmptyState>
      )}
      <ul>
        {data.map((member) => (
          <li key={member.id} className="lap flex min-h-10 items-center gap-2 bg-board px-3">
            <Avatar name={member.username} size="small" />
            <span className="min-w-0 flex-1 truncate">{member.username}</span>
            {member.role !== 'member' && <Badge tone="strong">{member.role}</Badge>}
            {room.mayModerate && member.id !== me && (
              <Menu
                label={`Acts on ${member.username}`}
                button={<EllipsisVertical aria-hidden="true" className="size-4" />}
                items={actsOn(member)}
                size="small"
              />
            )}
          </li>
        ))}
      </ul>
    </Section>
  )
}

function usePersonActs(room: string) {
  const utils = api.useUtils()
  const answered = {
    onSuccess: () => utils.room.invalidate(),
    onError: (error: unknown) =>
      toast({ message: wordsOf(refusalOf(error)?.reason), tone: 'problem' as const }),
  }
  const mute = api.room.mute.useMutation(answered)
  const ban = api.room.ban.useMutation(answered)
  const setRole = api.room.setRole.useMutation(answered)
  const remove = api.room.removeMember.useMutation(answered)
  return ({ username, role }: Member) => {
    const who = { room, username }
    const grant = role === 'member' ? 'moderator' : 'member'
    return [
      {
        key: 'role',
        label: grant === 'moderator' ? 'Make a moderator' : 'Make a plain member',
        act: () => setRole.mutate({ ...who, role: grant }),
      },
      { key: 'mute', label: 'Mute for an hour', act: () => mute.mutate({ ...who, forMs: hour }) },
      { key: 'remove', label: 'Take out of the room', act: () => remove.mutate(who), danger: true },
      { key: 'ban', label: 'Ban', act: () => ban.mutate(who), danger: true },
    ]
  }
}
