'use client'
import { api } from '@shiplap/client/react'
import { Avatar } from '@shiplap/ui/avatar'
import { Badge } from '@shiplap/ui/badge'
import { EmptyState } from '@shiplap/ui/empty-state'
import { Menu } from '@shiplap/ui/menu'
import { Section } from '@shiplap/ui/section'
import { EllipsisVertical } from 'lucide-react'
import { useState } from 'react'
import type { RoomView } from '../../../../../chat/room-view.ts'
import { SanctionDialog, type Sanctioned } from '../../../../../chat/sanction-dialog.tsx'
import { type Member, usePersonActs } from './person-acts.ts'
import { TakeOutDialog } from './take-out-dialog.tsx'

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
  const [sanctioned, setSanctioned] = useState<Sanctioned | null>(null)
  const [takenOut, setTakenOut] = useState<string | null>(null)
  const actsOn = usePersonActs(room, { onSanction: setSanctioned, onTakeOut: setTakenOut })
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
      <SanctionDialog room={room.slug} person={sanctioned} onClose={() => setSanctioned(null)} />
      <TakeOutDialog room={room} username={takenOut} onClose={() => setTakenOut(null)} />
    </Section>
  )
}
