'use client'
import type { Line } from '@shiplap/domain/message'
import { Banner } from '@shiplap/ui/banner'
import Link from 'next/link'
import { useEffect, useRef, useState } from 'react'
import { wordsOf } from './chat-words.ts'
import { Composer } from './composer.tsx'
import { type LineDialog, useLineActs } from './line-acts.ts'
import { LineDialogs } from './line-dialogs.tsx'
import { LineEditor } from './line-editor.tsx'
import { LineList } from './line-list.tsx'
import { readDraft } from './outbox.ts'
import { RoomStatus } from './room-status.tsx'
import type { RoomView } from './room-view.ts'
import { useCatchUp } from './use-catch-up.ts'
import { useOutbox } from './use-outbox.ts'
import { useReadAnew } from './use-read-anew.ts'
import { useReadMark } from './use-read-mark.ts'
import { useRoom } from './use-room.ts'
import { WhyNotWrite } from './why-not-write.tsx'

/** A room with all that one does in it: reading, writing, changing what one wrote. */
export function RoomPanel({
  view,
  me,
  initial,
  runHref = view.runId === null ? undefined : `/runs/${view.runId}`,
  autoFocus = false,
}: {
  readonly view: RoomView
  readonly me: { readonly id: string; readonly username: string } | null
  readonly initial: readonly Line[]
  /** Where the room's run is shown; empty where that is the page itself. */
  readonly runHref?: string | undefined
  readonly autoFocus?: boolean
}) {
  const [draft, setDraft] = useState('')
  const [isReady, setIsReady] = useState(false)
  const [waitMs, setWaitMs] = useState<number | null>(null)
  const [edited, setEdited] = useState<number | null>(null)
  const [dialog, setDialog] = useState<LineDialog | null>(null)
  const [spoken, setSpoken] = useState('')
  const [isAtEnd, setIsAtEnd] = useState(true)
  const [target, setTarget] = useState<number | null>(null)
  const area = useRef<HTMLTextAreaElement>(null)
  // What follows hangs on the account, not on the object that names it: each new reading of the room brings another.
  const accountId = me?.id ?? null
  const readAnew = useReadAnew()
  const room = useRoom({
    room: view.slug,
    initial,
    onChanged: readAnew,
    onBack: useCatchUp(view, readAnew),
    onLine({ author, body }) {
      if (author && author.id !== me?.id) setSpoken(`${author.name}: ${body.slice(0, 300)}`)
      // Who writes in a room has joined it.
      else if (author && view.role === null) readAnew()
    },
  })
  const outbox = useOutbox({
    room: view.slug,
    accountId,
    lines: room.lines,
    onTooOften(body, retryAfterMs) {
      setDraft((typed) => (typed === '' ? body : `${body}\n${typed}`))
      setWaitMs(retryAfterMs)
    },
  })
  const acts = useLineActs({ view, me, onEdit: setEdited, onDialog: setDialog })
  useReadMark({ view, newest: room.newest, isAtEnd, isSignedIn: me !== null })
  useEffect(() => {
    if (accountId !== null) setDraft(readDraft(accountId, view.slug))
    setIsReady(true)
    // Who comes for a line is taken to it.
    if (autoFocus && lineOfAddress() === null && matchMedia('(pointer: fine)').matches) area.current?.focus()
  }, [accountId, view.slug, autoFocus])
  useEffect(() => {
    const seq = lineOfAddress()
    if (seq !== null)
      room.goTo(seq).then(
        () => setTarget(seq),
        () => undefined,
      )
  }, [])

  const ownLast = room.lines.findLast((line) => line.author?.id === me?.id && line.removedBy === undefined)
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      {room.refused && <Banner tone="problem">{wordsOf(room.refused)}</Banner>}
      <LineList
        room={room}
        waiting={outbox.waiting}
        me={me}
        unreadAfter={view.role === null ? null : view.readSeq}
        target={target}
        runHref={runHref}
        actsOf={acts.of}
        onRetry={outbox.retry}
        onDiscard={outbox.discard}
        onEnd={setIsAtEnd}
        onLeave={() => area.current?.focus()}
        editing={(line) =>
          line.seq !== edited ? null : (
            <LineEditor
              body={line.body}
              pending={acts.isEditing}
              onCancel={() => {
                setEdited(null)
                area.current?.focus()
              }}
              onSave={(body) =>
                acts.edit(line.seq, body).then(
                  () => {
                    setEdited(null)
                    area.current?.focus()
                  },
                  () => undefined,
                )
              }
            />
          )
        }
      />
      <p className="sr-only" aria-live="polite">
        {spoken}
      </p>
      <RoomStatus typing={room.typing} here={room.here} me={me?.username ?? null} isLive={room.isLive} />
      {room.refused !== null ? null : me === null ? (
        <p className="border-t border-line py-3 text-sm text-muted">
          <Link href={`/sign-in?next=${encodeURIComponent(`/chat/${view.slug}`)}`}>Sign in</Link> to write
          here.
        </p>
      ) : view.whyNotWrite !== null ? (
        <WhyNotWrite view={view} onEnd={readAnew} />
      ) : (
        <Composer
          room={view.slug}
          title={view.title}
          accountId={me.id}
          isReady={isReady}
          draft={draft}
          onDraft={setDraft}
          waitMs={waitMs}
          onWaited={() => setWaitMs(null)}
          onSend={(body) => {
            setDraft('')
            outbox.post(body)
            // Also after a press of the button, so that one goes on writing and a phone keeps its keyboard.
            area.current?.focus()
          }}
          onEditLast={() => ownLast && setEdited(ownLast.seq)}
          area={area}
        />
      )}
      <LineDialogs room={view.slug} me={me?.id ?? null} open={dialog} onClose={() => setDialog(null)} />
    </div>
  )
}

/** The line that the address names, as those of notices and search results do. */
function lineOfAddress(): number | null {
  const seq = /^#line-(\d+)$/.exec(location.hash)?.[1]
  return seq === undefined ? null : Number(seq)
}
