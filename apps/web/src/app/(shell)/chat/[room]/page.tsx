import type { Metadata } from 'next'
import { RoomHead } from '../../../../chat/room-head.tsx'
import { RoomLinks } from '../../../../chat/room-links.tsx'
import { RoomPanel } from '../../../../chat/room-panel.tsx'
import { serverApi } from '../../../../server/server-api.ts'
import { orNotFound, whoIsHere } from '../../../../server/visitor.ts'

type Props = { readonly params: Promise<{ readonly room: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await read(params)).title }
}

export default async function RoomPage({ params }: Props) {
  const [view, account, api] = await Promise.all([read(params), whoIsHere(), serverApi()])
  const [lines, rooms] = await Promise.all([
    api.message.list({ room: view.slug, limit: 50 }),
    api.room.list(),
  ])
  return (
    <div data-fills className="flex min-h-96 flex-1 gap-6">
      <div className="w-60 shrink-0 overflow-y-auto max-lg:hidden">
        <RoomLinks initial={rooms} current={view.slug} />
      </div>
      <div className="flex min-h-0 min-w-0 flex-1 flex-col">
        <RoomHead view={view} isSignedIn={account !== null} />
        <RoomPanel
          key={view.slug}
          view={view}
          me={account && { id: account.id, username: account.username }}
          initial={lines}
          autoFocus
        />
      </div>
    </div>
  )
}

async function read(params: Props['params']) {
  const api = await serverApi()
  return orNotFound(api.room.get({ room: (await params).room }))
}
