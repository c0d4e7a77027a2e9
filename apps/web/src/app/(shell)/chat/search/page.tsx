import { Button } from '@shiplap/ui/button'
import { EmptyState } from '@shiplap/ui/empty-state'
import { Field } from '@shiplap/ui/field'
import { PageHead } from '@shiplap/ui/page-head'
import { TimeAgo } from '@shiplap/ui/time-ago'
import type { Metadata } from 'next'
import Link from 'next/link'
import { MessageBody } from '../../../../chat/message-body.tsx'
import { serverApi } from '../../../../server/server-api.ts'
import { orNotFound, requireAccount } from '../../../../server/visitor.ts'

export const metadata: Metadata = { title: 'Search messages' }

type Asked = string | readonly string[] | undefined
type Props = { readonly searchParams: Promise<{ readonly words?: Asked; readonly room?: Asked }> }

export default async function SearchPage({ searchParams }: Props) {
  const given = await searchParams
  const [words, room] = [oneOf(given.words), oneOf(given.room)]
  await requireAccount('/chat/search')
  const api = await serverApi()
  const asked = words.trim().slice(0, 200)
  const found =
    asked === ''
      ? null
      : await orNotFound(api.message.search({ words: asked, limit: 50, ...(room ? { room } : {}) }))
  return (
    <div className="max-w-3xl">
      <PageHead
        title="Search messages"
        sub={room ? `In the room ${room}` : 'In all rooms that you may read'}
      />
      <form className="flex items-end gap-2 pb-6">
        {room && <input type="hidden" name="room" value={room} />}
        <div className="min-w-0 flex-1">
          <Field label="Words" name="words" type="search" defaultValue={words} maxLength={200} autoFocus />
        </div>
        <Button type="submit" variant="primary" className="h-10! sm:h-9!">
          Search
        </Button>
      </form>
      {found?.length === 0 && (
        <EmptyState title="Nothing found">
          Whole words count. “Quotes” find them side by side, a minus before a word leaves it out.
        </EmptyState>
      )}
      <ul>
        {found?.map(({ room: slug, roomTitle, line }) => (
          <li key={`${slug}${line.seq}`} className="lap bg-board px-3 py-2">
            <p className="flex flex-wrap items-baseline gap-x-2 text-sm text-muted">
              <span className="font-semibold text-ink">{line.author?.name ?? 'Somebody who left'}</span>
              <Link href={`/chat/${slug}#line-${line.seq}`}>{roomTitle}</Link>
              <TimeAgo at={line.at} />
            </p>
            <MessageBody body={line.body} me={null} />
          </li>
        ))}
      </ul>
    </div>
  )
}

/** An address may name a thing several times; the first counts. */
const oneOf = (asked: Asked): string => (typeof asked === 'string' ? asked : (asked?.[0] ?? ''))
