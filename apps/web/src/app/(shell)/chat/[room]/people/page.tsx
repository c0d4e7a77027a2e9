import { PageHead } from '@shiplap/ui/page-head'
import type { Metadata } from 'next'
import Link from 'next/link'
import { serverApi } from '../../../../../server/server-api.ts'
import { orNotFound, whoIsHere } from '../../../../../server/visitor.ts'
import { AddPerson } from './add-person.tsx'
import { Desk } from './desk.tsx'
import { FollowPeople } from './follow-people.tsx'
import { Members } from './members.tsx'
import { RenameRoom } from './rename-room.tsx'

export const metadata: Metadata = { title: 'People' }

type Props = { readonly params: Promise<{ readonly room: string }> }

export default async function PeoplePage({ params }: Props) {
  const api = await serverApi()
  const view = await orNotFound(api.room.get({ room: (await params).room }))
  const [members, desk, account] = await Promise.all([
    api.room.members({ room: view.slug, limit: 200 }),
    view.mayModerate ? api.room.desk({ room: view.slug }) : null,
    whoIsHere(),
  ])
  return (
    <div className="max-w-3xl">
      <FollowPeople room={view.slug} />
      <PageHead
        title={`People of ${view.title}`}
        actions={view.mayRename && <RenameRoom room={view} />}
        sub={<Link href={`/chat/${view.slug}`}>Back to the room</Link>}
      />
      {view.mayModerate && <AddPerson room={view.slug} />}
      <Members room={view} initial={members} me={account?.id ?? null} />
      {desk && <Desk room={view.slug} initial={desk} />}
    </div>
  )
}
