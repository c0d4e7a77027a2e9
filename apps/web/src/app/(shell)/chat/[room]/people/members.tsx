'use client'
import { api } from '@shiplap/client/react'
import { Avatar } from '@shiplap/ui/avatar'
import { Badge } from '@shiplap/ui/badge'
import { EmptyState } from '@shiplap/ui/empty-state'
import { Menu } from '@shiplap/ui/menu'
import { Section } from '@shiplap/ui/section'
import { EllipsisVertical } from 'lucide-react'
import { useState } from 'react'
import { PageLinks } from '../../../../../chat/page-links.tsx'
import type { RoomView } from '../../../../../chat/room-view.ts'
import { SanctionDialog, type Sanctioned } from '../../../../../chat/sanction-dialog.tsx'
import { type PeoplePage, peoplePath, shown } from './people-page.ts'
import { type Member, usePersonActs } from './person-acts.ts'
import { TakeOutDialog } from './take-out-dialog.tsx'

/** Who is a member, a page of them by name, and for moderators what they can do about it. */
export function Members({
  room,
  page,
  initial,
  me,
}: {
  readonly room: RoomView
  readonly page: PeoplePage
  readonly initial: { readonly members: readonly Member[]; readonly count: number }
  readonly me: string | null
}) {
  const { data } = api.room.members.useQuery(
    // One more than is shown tells whether others follow.
    { room: room.slug, after: page.after, limit: shown + 1 },
    { initialData: [...initial.members] },
  )
  const count = api.room.memberCount.useQuery({ room: room.slug }, { initialData: initial.count })
  const [sanctioned, setSanctioned] = useState<Sanctioned | null>(null)
  const [takenOut, setTakenOut] = useState<string | null>(null)
  const actsOn = usePersonActs(room, { onSanction: setSanctioned, onTakeOut: setTakenOut })
  const last = data.length > shown ? data[shown - 1] : undefined
  return (
    <Section title="Members" aside={<span className="figures">{count.data}</span>}>
      {data.length === 0 && page.after === null && (
        <EmptyState title="Nobody has joined yet">Whoever writes here becomes a member.</EmptyState>
      )}
      <ul>
        {data.slice(0, shown).map((member) => (
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
      <PageLinks
        name="Pages of members"
        first={
          page.after !== null && {
            label: 'From the start',
            href: peoplePath(room.slug, page, { after: null }),
          }
        }
        next={last && { label: 'More', href: peoplePath(room.slug, page, { after: last.username }) }}
      />
      <SanctionDialog room={room.slug} person={sanctioned} onClose={() => setSanctioned(null)} />
      <TakeOutDialog room={room} username={takenOut} onClose={() => setTakenOut(null)} />
    </Section>
  )
}
