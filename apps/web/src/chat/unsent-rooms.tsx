'use client'
import { Banner } from '@shiplap/ui/banner'
import { Button } from '@shiplap/ui/button'
import { toast } from '@shiplap/ui/toast'
import Link from 'next/link'
import { dropUnsent, keepUnsent, type Unsent } from './outbox.ts'
import type { ListedRoom } from './room-links.tsx'
import { useUnsent } from './use-unsent.ts'

/** Says in which rooms something waits that did not reach the server, be it on its way or refused. */
export function UnsentRooms({
  accountId,
  rooms,
}: {
  readonly accountId: string
  readonly rooms: readonly ListedRoom[]
}) {
  const byRoom = Map.groupBy(useUnsent(accountId), ({ room }) => room)
  const discard = (unsent: readonly Unsent[]) => {
    const keys = unsent.map(({ key }) => key)
    dropUnsent(accountId, keys)
    const act = () => {
      for (const one of unsent) keepUnsent(accountId, one)
    }
    toast({
      message: `Discarded: ${unsent
        .map(({ body }) => body)
        .join(' / ')
        .slice(0, 80)}`,
      undo: { act },
    })
  }
  return [...byRoom].map(([slug, unsent]) => (
    <div key={slug} className="pb-4">
      <Banner
        action={
          <Button size="small" variant="quiet" onClick={() => discard(unsent)}>
            Discard
          </Button>
        }
      >
        {unsent.length === 1 ? '1 unsent message' : `${unsent.length} unsent messages`} in{' '}
        <Link href={`/chat/${slug}`}>{rooms.find((room) => room.slug === slug)?.title ?? slug}</Link>
      </Banner>
    </div>
  ))
}
