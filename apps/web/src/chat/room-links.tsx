'use client'
import type { Outputs } from '@shiplap/client'
import { api } from '@shiplap/client/react'
import { TimeAgo } from '@shiplap/ui/time-ago'
import { Hash, Lock } from 'lucide-react'
import Link from 'next/link'

export type ListedRoom = Outputs['room']['list'][number]

/** The rooms, those one has joined first, each with what is unread in it. */
export function RoomLinks({
  initial,
  current,
}: {
  readonly initial: readonly ListedRoom[]
  readonly current?: string
}) {
  const { data } = api.room.list.useQuery(undefined, {
    initialData: [...initial],
    refetchInterval: 20_000,
    refetchOnWindowFocus: true,
  })
  const joined = data.filter((room) => room.role !== null)
  const others = data.filter((room) => room.role === null)
  return (
    <nav aria-label="Chat rooms" className="flex flex-col gap-4">
      {joined.length > 0 && <Rooms title="Your rooms" rooms={joined} current={current} />}
      {others.length > 0 && (
        <Rooms title={joined.length > 0 ? 'More rooms' : 'Rooms'} rooms={others} current={current} />
      )}
    </nav>
  )
}

function Rooms({
  title,
  rooms,
  current,
}: {
  readonly title: string
  readonly rooms: readonly ListedRoom[]
  readonly current: string | undefined
}) {
  return (
    <section>
      <h2 className="heading-row px-2 pb-1">{title}</h2>
      <ul>
        {rooms.map((room) => (
          <li key={room.slug}>
            <Link
              href={`/chat/${room.slug}`}
              aria-current={room.slug === current ? 'page' : undefined}
              className={`lap flex min-h-9 items-center gap-2 px-2 py-1.5 no-underline hover:bg-hover ${room.slug === current ? 'bg-hover font-semibold' : 'bg-board'}`}
            >
              {room.kind === 'private' ? (
                <Lock aria-label="Private" className="size-3.5 shrink-0 text-muted" />
              ) : (
                <Hash aria-hidden="true" className="size-3.5 shrink-0 text-muted" />
              )}
              <span className="min-w-0 flex-1 truncate">{room.title}</span>
              {current === undefined && room.lastAt !== null && (
                <TimeAgo at={room.lastAt} className="shrink-0 text-xs text-muted" />
              )}
              <Unread unread={room.slug === current ? 0 : room.unread} mentions={room.mentions} />
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** How many lines are unread, and whether some of them call the reader. */
export function Unread({ unread, mentions }: { readonly unread: number; readonly mentions: number }) {
  if (unread === 0) return null
  const count = unread >= 100 ? '99+' : String(unread)
  return (
    <span
      className={`figures shrink-0 rounded-sm px-1.5 text-xs font-semibold ${mentions > 0 ? 'bg-gold text-ground' : 'bg-solid text-on-solid'}`}
    >
      <span aria-hidden="true">{mentions > 0 ? `@ ${count}` : count}</span>
      <span className="sr-only">
        {count} unread{mentions > 0 && `, ${mentions} call you`}
      </span>
    </span>
  )
}
