import { EmptyState } from '@shiplap/ui/empty-state'
import { LinkButton } from '@shiplap/ui/link-button'
import { PageHead } from '@shiplap/ui/page-head'
import type { Metadata } from 'next'
import Link from 'next/link'
import { NewRoom } from '../../../chat/new-room.tsx'
import { RoomLinks } from '../../../chat/room-links.tsx'
import { UnsentRooms } from '../../../chat/unsent-rooms.tsx'
import { serverApi } from '../../../server/server-api.ts'
import { whoIsHere } from '../../../server/visitor.ts'

export const metadata: Metadata = { title: 'Chat' }

export default async function ChatPage() {
  const [api, account] = await Promise.all([serverApi(), whoIsHere()])
  const rooms = await api.room.list()
  return (
    <div className="max-w-3xl">
      <PageHead
        title="Chat"
        sub="Every challenge and every run has a room. Make more for whatever you like."
        actions={
          account ? (
            <>
              <LinkButton as={Link} href="/chat/search">
                Search
              </LinkButton>
              <NewRoom />
            </>
          ) : (
            <LinkButton as={Link} href="/sign-in?next=/chat">
              Sign in to write
            </LinkButton>
          )
        }
      />
      {account && <UnsentRooms accountId={account.id} rooms={rooms} />}
      {rooms.length === 0 ? (
        <EmptyState title="No room yet">Rooms appear with the first challenge.</EmptyState>
      ) : (
        <RoomLinks initial={rooms} />
      )}
    </div>
  )
}
