'use client'
import { api } from '@shiplap/client/react'
import { refusalOf } from '@shiplap/client/refusal'
import { Badge } from '@shiplap/ui/badge'
import { Button } from '@shiplap/ui/button'
import { LinkButton } from '@shiplap/ui/link-button'
import { toast } from '@shiplap/ui/toast'
import { ChevronLeft, Search, Users } from 'lucide-react'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { wordsOf } from './chat-words.ts'
import { LeaveButton } from './leave-button.tsx'
import type { RoomView } from './room-view.ts'

/** What room this is, and the ways in, out and around it. */
export function RoomHead({ view, isSignedIn }: { readonly view: RoomView; readonly isSignedIn: boolean }) {
  const router = useRouter()
  const utils = api.useUtils()
  const join = api.room.join.useMutation({
    onSuccess() {
      void utils.room.list.invalidate()
      router.refresh()
    },
    onError: (error) => toast({ message: wordsOf(refusalOf(error)?.reason), tone: 'problem' }),
  })
  const room = view.slug
  return (
    <header className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 border-b border-line pb-3">
      <div className="flex min-w-0 flex-1 items-center gap-2">
        <LinkButton
          as={Link}
          href="/chat"
          variant="quiet"
          size="small"
          aria-label="All rooms"
          className="px-1! lg:hidden"
        >
          <ChevronLeft aria-hidden="true" className="size-4" />
        </LinkButton>
        <div className="min-w-0">
          <h1 className="flex items-center gap-2 text-lg font-semibold">
            <span className="min-w-0 truncate">{view.title}</span>
            {view.kind === 'private' && <Badge>Private</Badge>}
          </h1>
          {view.topic !== '' && <p className="truncate text-sm text-muted">{view.topic}</p>}
          {view.runId !== null && (
            <p className="text-sm">
              <Link href={`/runs/${view.runId}`}>To the run</Link>
            </p>
          )}
        </div>
      </div>
      <div className="flex shrink-0 items-center gap-1">
        {isSignedIn && (
          <LinkButton
            as={Link}
            href={`/chat/search?room=${room}`}
            variant="quiet"
            size="small"
            aria-label="Search this room"
          >
            <Search aria-hidden="true" className="size-4" />
          </LinkButton>
        )}
        <LinkButton
          as={Link}
          href={`/chat/${room}/people`}
          variant="quiet"
          size="small"
          aria-label="People and moderation"
        >
          <Users aria-hidden="true" className="size-4" />
        </LinkButton>
        {isSignedIn &&
          (view.role === null ? (
            <Button size="small" pending={join.isPending} onClick={() => join.mutate({ room })}>
              Join
            </Button>
          ) : (
            <LeaveButton view={view} />
          ))}
      </div>
    </header>
  )
}
