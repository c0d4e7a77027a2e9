import { PageHead } from '@shiplap/ui/page-head'
import type { Metadata } from 'next'
import Link from 'next/link'
import { serverApi } from '../../../../../server/server-api.ts'
import { orNotFound, whoIsHere } from '../../../../../server/visitor.ts'
import { AddPerson } from './add-person.tsx'
import { Desk } from './desk.tsx'
import { FollowPeople } from './follow-people.tsx'
import { Members } from './members.tsx'
import { pageOf, shown } from './people-page.ts'
import { RenameRoom } from './rename-room.tsx'
import { Reports } from './reports.tsx'

export const metadata: Metadata = { title: 'People' }

type Props = {
  readonly params: Promise<{ readonly room: string }>
  readonly searchParams: Promise<Record<string, string | string[] | undefined>>
}

export default async function PeoplePage({ params, searchParams }: Props) {
  const api = await serverApi()
  const view = await orNotFound(api.room.get({ room: (await params).room }))
  const room = view.slug
  const page = pageOf(await searchParams)
  const { after, skip, before } = page
  const [members, count, desk, account] = await orNotFound(
    Promise.all([
      api.room.members({ room, after, limit: shown + 1 }),
      api.room.memberCount({ room }),
      view.mayModerate ? api.room.desk({ room, skip, before, limit: shown }) : null,
      whoIsHere(),
    ]),
  )
  return (
    <div className="max-w-3xl">
      <FollowPeople room={room} />
      <PageHead
        title={`People of ${view.title}`}
        actions={view.mayRename && <RenameRoom room={view} />}
        sub={<Link href={`/chat/${room}`}>Back to the room</Link>}
      />
      {view.mayModerate && <AddPerson room={room} />}
      {desk && <Reports key={`${skip} ${before}`} room={room} page={page} initial={desk} />}
      <Members key={after} room={view} page={page} initial={{ members, count }} me={account?.id ?? null} />
      {desk && <Desk key={`desk ${skip} ${before}`} room={room} page={page} initial={desk} />}
    </div>
  )
}
