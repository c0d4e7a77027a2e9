'use client'
import { api } from '@shiplap/client/react'
import { Button } from '@shiplap/ui/button'
import { LinkButton } from '@shiplap/ui/link-button'
import { Maximize2, MessagesSquare, X } from 'lucide-react'
import dynamic from 'next/dynamic'
import Link from 'next/link'
import { useEffect, useState } from 'react'
import { useChoice } from '../run/use-choice.ts'
import { Unread } from './room-links.tsx'

// Most visitors never open it, so its code comes with the first opening.
const RoomPanel = dynamic(async () => (await import('./room-panel.tsx')).RoomPanel)

/** The room of a run or a challenge, beside it: folded away it shows what is unread, and this browser remembers which. */
export function RoomDock({
  room: slug,
  me,
}: {
  readonly room: string
  readonly me: { readonly id: string; readonly username: string } | null
}) {
  const [state, choose] = useChoice('shiplap.dock', { initial: 'folded', all: ['folded', 'open'] as const })
  // Whoever opens it or folds it away goes on from there; on a page that only remembers, nobody is taken to it.
  const [byHand, setByHand] = useState(false)
  const turn = (to: 'folded' | 'open') => {
    setByHand(true)
    choose(to)
  }
  const room = api.room.get.useQuery({ room: slug })
  useJumpToSplit()
  if (room.data === undefined) return null
  if (state === 'folded')
    return (
      <Folded
        slug={room.data.slug}
        isMember={room.data.role !== null}
        autoFocus={byHand}
        onOpen={() => turn('open')}
      />
    )
  return (
    <aside
      aria-label="Chat"
      // A wide screen has room beside the page, which makes way for it; a narrow one has it above.
      data-docked
      className="fixed inset-x-0 bottom-14 z-30 flex h-[60dvh] flex-col border-t border-line bg-board px-3 pb-1 shadow-float md:inset-x-auto md:right-0 md:bottom-0 md:h-[min(42rem,85dvh)] md:w-96 md:border-l xl:top-0 xl:h-dvh xl:border-t-0 xl:shadow-none"
    >
      <header className="flex items-center justify-between gap-2 py-2">
        <h2 className="min-w-0 flex-1 truncate text-base font-semibold">Chat</h2>
        <LinkButton
          as={Link}
          href={`/chat/${room.data.slug}`}
          size="small"
          variant="quiet"
          aria-label="Open the room by itself"
        >
          <Maximize2 aria-hidden="true" className="size-4" />
        </LinkButton>
        <Button
          size="small"
          variant="quiet"
          aria-label="Fold the chat away"
          autoFocus={byHand}
          onClick={() => turn('folded')}
        >
          <X aria-hidden="true" className="size-4" />
        </Button>
      </header>
      <RoomPanel key={room.data.slug} view={room.data} me={me} initial={[]} runHref="" autoFocus={byHand} />
    </aside>
  )
}

function Folded({
  slug,
  isMember,
  autoFocus,
  onOpen,
}: {
  readonly slug: string
  readonly isMember: boolean
  readonly autoFocus: boolean
  readonly onOpen: () => void
}) {
  const rooms = api.room.list.useQuery(undefined, { enabled: isMember, refetchInterval: 20_000 })
  const listed = rooms.data?.find((room) => room.slug === slug)
  return (
    <Button
      onClick={onOpen}
      autoFocus={autoFocus}
      className="fixed right-4 bottom-18 z-30 shadow-float md:bottom-4"
    >
      <MessagesSquare aria-hidden="true" className="size-4" />
      Chat
      {listed && <Unread unread={listed.unread} mentions={listed.mentions} />}
    </Button>
  )
}

/** A time in the room is a link to what the run had reached then: the first split at or after it. */
function useJumpToSplit(): void {
  useEffect(() => {
    const jump = () => {
      const ms = /^#at-(\d+)$/.exec(location.hash)?.[1]
      if (ms === undefined) return
      const splits = [...document.querySelectorAll<HTMLElement>('[data-split-ms]')]
      const reached = splits.find((split) => Number(split.dataset.splitMs) >= Number(ms)) ?? splits.at(-1)
      if (reached === undefined) return
      reached.tabIndex = -1
      reached.focus({ preventScroll: true })
      reached.scrollIntoView({ block: 'center' })
      reached.animate([{ outline: '2px solid var(--pb)' }, { outline: '2px solid transparent' }], 2_000)
    }
    jump()
    addEventListener('hashchange', jump)
    return () => removeEventListener('hashchange', jump)
  }, [])
}
