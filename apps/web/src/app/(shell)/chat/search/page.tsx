import { Button } from '@shiplap/ui/button'
import { EmptyState } from '@shiplap/ui/empty-state'
import { Field } from '@shiplap/ui/field'
import { PageHead } from '@shiplap/ui/page-head'
import type { Metadata } from 'next'
import Link from 'next/link'
import { PageLinks } from '../../../../chat/page-links.tsx'
import { serverApi } from '../../../../server/server-api.ts'
import { codeOf, orNotFound, requireAccount } from '../../../../server/visitor.ts'
import { HitRow } from './hit-row.tsx'

export const metadata: Metadata = { title: 'Search messages' }

type Asked = string | readonly string[] | undefined
type Props = { readonly searchParams: Promise<Readonly<Record<'words' | 'room' | 'before', Asked>>> }

export default async function SearchPage({ searchParams }: Props) {
  const given = await searchParams
  const [words, room, before] = [oneOf(given.words), oneOf(given.room), oneOf(given.before)]
  await requireAccount('/chat/search')
  const api = await serverApi()
  const inRoom = room === '' ? null : await orNotFound(api.room.get({ room }))
  const asked = { ...(room !== '' && { room }), words: words.trim().slice(0, 200) }
  const { hits, older } =
    asked.words === ''
      ? nothing
      : await orNothing(api.message.search({ ...asked, ...(before !== '' && { before }), limit: 50 }))
  const pathOf = (place?: string) =>
    `/chat/search?${new URLSearchParams({ ...asked, ...(place !== undefined && { before: place }) })}`
  return (
    <div className="max-w-3xl">
      <PageHead
        title="Search messages"
        sub={
          inRoom ? (
            <>
              In the room <Link href={`/chat/${inRoom.slug}`}>{inRoom.title}</Link>
            </>
          ) : (
            'In all rooms that you may read'
          )
        }
      />
      <form className="flex items-end gap-2 pb-6">
        {inRoom && <input type="hidden" name="room" value={inRoom.slug} />}
        <div className="min-w-0 flex-1">
          <Field
            label="Words"
            hint="Whole words count, and any part of Chinese, Japanese, Korean or Thai. “Quotes” find them side by side, a minus before a word leaves it out."
            name="words"
            type="search"
            defaultValue={words}
            maxLength={200}
            // Also with hits below: from here they are two stops of the Tab key away, and not behind the rail.
            autoFocus
          />
        </div>
        <Button type="submit" variant="primary" className="h-10! sm:h-9!">
          Search
        </Button>
      </form>
      {hits.length > 0 && (
        <p className="pb-2 text-sm text-muted">
          {countOf(hits.length, { isFirst: before === '', isLast: older === null })}
        </p>
      )}
      {hits.length === 0 && words !== '' && (
        <EmptyState title="Nothing found">
          {before === ''
            ? 'No message that you may read holds these words.'
            : 'No older message that you may read holds these words.'}
        </EmptyState>
      )}
      <ul>
        {hits.map((hit) => (
          <HitRow key={`${hit.room} ${hit.line.seq}`} hit={hit} />
        ))}
      </ul>
      <PageLinks
        name="Pages of what was found"
        first={before !== '' && { label: 'Newest hits', href: pathOf() }}
        next={older !== null && { label: 'Older hits', href: pathOf(older) }}
      />
    </div>
  )
}

function countOf(
  count: number,
  { isFirst, isLast }: { readonly isFirst: boolean; readonly isLast: boolean },
) {
  const hits = `${count} ${count === 1 ? 'hit' : 'hits'}`
  if (isFirst) return isLast ? hits : `The newest ${hits}`
  return isLast ? `The oldest ${hits}` : `${hits} further back`
}

/** An address may name a thing several times; the first counts. */
const oneOf = (asked: Asked): string => (typeof asked === 'string' ? asked : (asked?.[0] ?? ''))

const nothing = { hits: [], older: null }

/** For words in which nothing can be seen, and for a page that is none: nothing is found by them. */
async function orNothing<Found>(asked: Promise<Found>): Promise<Found | typeof nothing> {
  return asked.catch((error: unknown) => {
    if (codeOf(error) === 'BAD_REQUEST') return nothing
    throw error
  })
}
