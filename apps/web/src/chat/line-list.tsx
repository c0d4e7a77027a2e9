'use client'
import type { Line } from '@shiplap/domain/message'
import { Button } from '@shiplap/ui/button'
import type { MenuItem } from '@shiplap/ui/menu'
import { ArrowDown } from 'lucide-react'
import { Fragment, type ReactNode, useEffect, useEffectEvent, useLayoutEffect, useRef } from 'react'
import { LineFrame, LineRow } from './line-row.tsx'
import { MessageBody } from './message-body.tsx'
import { useLineKeys } from './use-line-keys.ts'
import { useMissed } from './use-missed.ts'
import type { Waiting } from './use-outbox.ts'
import type { LiveRoom } from './use-room.ts'
import { useStayAtEnd } from './use-stay-at-end.ts'

const togetherMs = 5 * 60_000
/** So many of the newest lines always have their height: a room opens on them, and would jump as they get it. */
const laidOut = 40

/** The lines of a room with their days, where the unread begin, what is on its way, and the way to the newest. */
export function LineList({
  room,
  waiting,
  me,
  unreadAfter,
  target,
  runHref,
  actsOf,
  onRetry,
  onDiscard,
  onEnd,
  onLeave,
  editing,
}: {
  readonly room: LiveRoom
  readonly waiting: readonly Waiting[]
  readonly me: { readonly id: string; readonly username: string } | null
  /** The last number that was read before the room was opened. */
  readonly unreadAfter: number | null
  /** A line that the address names, once it is held. */
  readonly target: number | null
  readonly runHref: string | undefined
  readonly actsOf: (line: Line) => readonly MenuItem[]
  readonly onRetry: (one: Waiting) => void
  readonly onDiscard: (key: string) => void
  /** The reader is at the end of the room. */
  readonly onEnd: (isThere: boolean) => void
  /** Escape was pressed on a line. */
  readonly onLeave: () => void
  readonly editing: (line: Line) => ReactNode | null
}) {
  const { lines, hasNewest, hasOldest } = room
  const last = lines.at(-1)
  const { focused, ...keys } = useLineKeys({ onLeave })
  const stay = useStayAtEnd({
    firstKey: lines[0]?.seq,
    lastKey: `${last?.seq} ${waiting.length}`,
    onStart: () => void (hasOldest || room.loadOlder().catch(() => undefined)),
    onEnd: () => void (hasNewest || room.loadNewer().catch(() => undefined)),
  })
  const isThere = stay.isAtEnd && hasNewest
  const missed = useMissed({ lines, newest: room.newest, isThere, me: me?.id })
  const unread = unreadAfter === null ? undefined : firstUnread(lines, unreadAfter, me?.id)
  const goToNewest = async () => {
    if (!hasNewest) await room.toNewest().catch(() => undefined)
    requestAnimationFrame(stay.toEnd)
  }
  const onTarget = useEffectEvent(() => target !== null && stay.toLine(target))
  useLayoutEffect(() => void onTarget(), [target])
  const sent = useRef(waiting.length)
  const onSent = useEffectEvent(() => void goToNewest())
  // Who writes wants to see it said, wherever in the room they were reading.
  useEffect(() => {
    if (waiting.length > sent.current) onSent()
    sent.current = waiting.length
  }, [waiting.length])
  return (
    <div className="relative min-h-0 flex-1">
      {/* Before the lines, which Shift and Tab then reach from where one writes. */}
      {!isThere && (
        <Button
          onClick={() => void goToNewest()}
          className="absolute bottom-3 z-10 left-1/2 -translate-x-1/2 shadow-float"
        >
          <ArrowDown aria-hidden="true" className="size-4" />
          {missed > 0 ? `${missed} new` : 'To the newest'}
        </Button>
      )}
      <section
        ref={stay.box}
        onScroll={() => {
          stay.onScroll()
          onEnd(stay.isAtEnd && hasNewest)
        }}
        {...keys}
        aria-label="Messages"
        className="h-full overflow-y-auto overscroll-contain px-1 [overflow-anchor:none]"
      >
        <ol className="flex min-h-full flex-col justify-end pb-2">
          {hasOldest && (
            <li className="py-4 text-center text-xs text-faint">This is where the room begins.</li>
          )}
          {lines.map((line, index) => {
            const before = lines[index - 1]
            const newDay = dayOf(line.at) !== (before && dayOf(before.at))
            return (
              <Fragment key={line.seq}>
                {newDay && <Rule>{dayOf(line.at)}</Rule>}
                {line.seq === unread && <Rule tone="unread">New</Rule>}
                <li
                  data-seq={line.seq}
                  className={`[contain-intrinsic-size:auto_2rem] ${index < lines.length - laidOut ? '[content-visibility:auto]' : ''}`}
                >
                  {editing(line) ?? (
                    <LineRow
                      line={line}
                      follows={!newDay && line.seq !== unread && isTogether(before, line)}
                      me={me?.username ?? null}
                      runHref={runHref}
                      actsOf={actsOf}
                      isStop={line.seq === (focused ?? last?.seq)}
                      isFocused={line.seq === focused}
                    />
                  )}
                </li>
              </Fragment>
            )
          })}
          {waiting.map((one) => (
            <li key={one.key} aria-busy={one.state === 'sending'}>
              <LineFrame name={me?.username ?? ''} follows={false} stamp={<WaitingStamp one={one} />}>
                <div className={one.state === 'failed' ? '' : 'opacity-70'}>
                  <MessageBody body={one.body} me={null} />
                </div>
                {one.state === 'failed' && (
                  <div className="flex flex-wrap items-center gap-2 py-1 text-xs text-danger">
                    <span>{one.why}</span>
                    <Button size="small" onClick={() => onRetry(one)}>
                      Send again
                    </Button>
                    <Button size="small" variant="quiet" onClick={() => onDiscard(one.key)}>
                      Discard
                    </Button>
                  </div>
                )}
              </LineFrame>
            </li>
          ))}
        </ol>
      </section>
    </div>
  )
}

function WaitingStamp({ one }: { readonly one: Waiting }) {
  const words = { sending: 'sending', sent: 'sent', failed: 'not sent' }
  return (
    <span className={`text-xs ${one.state === 'failed' ? 'text-danger' : 'text-faint'}`}>
      {words[one.state]}
    </span>
  )
}

function Rule({ children, tone }: { readonly children: ReactNode; readonly tone?: 'unread' }) {
  const colour = tone === 'unread' ? 'text-gold' : 'text-muted'
  return (
    <li className={`flex items-center gap-3 py-2 text-xs font-semibold ${colour}`} suppressHydrationWarning>
      <span aria-hidden="true" className="h-px flex-1 bg-line" />
      {children}
      <span aria-hidden="true" className="h-px flex-1 bg-line" />
    </li>
  )
}

const days = new Intl.DateTimeFormat('en', {
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
})
const dayOf = (at: string) => days.format(new Date(at))

function isTogether(before: Line | undefined, line: Line): boolean {
  if (before?.kind !== 'message' || line.kind !== 'message' || before.author?.id !== line.author?.id)
    return false
  return Date.parse(line.at) - Date.parse(before.at) < togetherMs
}

function firstUnread(lines: readonly Line[], after: number, me: string | undefined): number | undefined {
  return lines.find((line) => line.seq > after && line.author?.id !== me)?.seq
}
