'use client'
import { formatDuration } from '@shiplap/domain/duration'
import type { Line } from '@shiplap/domain/message'
import { Avatar } from '@shiplap/ui/avatar'
import { Menu, type MenuItem } from '@shiplap/ui/menu'
import { EllipsisVertical } from 'lucide-react'
import Link from 'next/link'
import { memo, type ReactNode } from 'react'
import { tell } from './chat-words.ts'
import { MessageBody } from './message-body.tsx'
import { type LineReach, tabIndexOf } from './use-line-keys.ts'

/** A line of a room. Lines that follow one of the same author within minutes leave out who says it. */
export const LineRow = memo(function LineRow({
  line,
  follows,
  me,
  runHref,
  actsOf,
  isStop,
  isFocused,
}: LineReach & {
  readonly line: Line
  readonly follows: boolean
  readonly me: string | null
  /** Where the room's run is shown, for lines that bear its time. */
  readonly runHref: string | undefined
  readonly actsOf: (line: Line) => readonly MenuItem[]
}) {
  const tabIndex = tabIndexOf(isFocused)
  const stamp = <Stamp line={line} runHref={runHref} tabIndex={tabIndex} />
  const said = `said-${line.seq}`
  const article = { 'aria-labelledby': said, tabIndex: tabIndexOf(isStop) }
  if (line.kind === 'system')
    return (
      <article {...article}>
        <div id={said} className="flex items-baseline gap-2 py-1 pl-9 text-sm text-muted">
          <span className="min-w-0 flex-1 break-words">{line.fact ? tell(line.fact) : ''}</span>
          {stamp}
        </div>
      </article>
    )
  return (
    <article {...article}>
      <LineFrame
        id={said}
        name={line.author?.name ?? 'Somebody who left'}
        follows={follows}
        stamp={stamp}
        acts={actsOf(line)}
        tabIndex={tabIndex}
      >
        {line.removedBy === undefined ? (
          <>
            <MessageBody body={line.body} me={me} tabIndex={tabIndex} />
            {line.editedAt !== undefined && <span className="text-xs text-faint">edited</span>}
          </>
        ) : (
          <p className="text-sm text-faint italic">
            {line.removedBy === 'author' ? 'Removed by its author' : 'Removed by a moderator'}
          </p>
        )}
      </LineFrame>
    </article>
  )
})

/** Name, time and acts around what was said. */
export function LineFrame({
  id,
  name,
  follows,
  stamp,
  acts,
  tabIndex,
  children,
}: {
  /** Names who said what. */
  readonly id?: string
  readonly name: string
  readonly follows: boolean
  readonly stamp: ReactNode
  readonly acts?: readonly MenuItem[]
  readonly tabIndex?: number
  readonly children: ReactNode
}) {
  return (
    <div className={`group relative flex gap-2 pr-9 hover:bg-hover ${follows ? 'py-0.5' : 'pt-2 pb-0.5'}`}>
      <div className="w-7 shrink-0">{!follows && <Avatar name={name} />}</div>
      <div id={id} className="min-w-0 flex-1">
        <p className={follows ? 'sr-only' : 'flex items-baseline gap-2'}>
          <span className="min-w-0 truncate font-semibold">{name}</span>
          {stamp}
        </p>
        {children}
      </div>
      {acts && acts.length > 0 && (
        <div className="absolute top-0.5 right-1 opacity-0 group-focus-within:opacity-100 group-hover:opacity-100 in-[article:focus]:opacity-100 pointer-coarse:opacity-100">
          <Menu
            label={`Acts on the message of ${name}`}
            button={<EllipsisVertical aria-hidden="true" className="size-4" />}
            items={acts}
            size="small"
            tabIndex={tabIndex}
            className="px-1!"
          />
        </div>
      )}
    </div>
  )
}

function Stamp({
  line,
  runHref,
  tabIndex,
}: {
  readonly line: Line
  readonly runHref: string | undefined
  readonly tabIndex: number
}) {
  // Within the page a plain link: the router changes the address without telling anybody of the new hash.
  const To = runHref === '' ? 'a' : Link
  return (
    <span className="flex shrink-0 items-baseline gap-2 text-xs text-faint">
      <time dateTime={line.at} title={new Date(line.at).toLocaleString()} suppressHydrationWarning>
        {new Date(line.at).toLocaleTimeString(undefined, { hour: '2-digit', minute: '2-digit' })}
      </time>
      {line.runMs !== undefined && runHref !== undefined && (
        <To
          href={`${runHref}#at-${line.runMs}`}
          title="The run's clock at that moment"
          tabIndex={tabIndex}
          className="figures text-muted hover:text-ink"
        >
          {formatDuration(line.runMs, 'tenths')}
        </To>
      )}
    </span>
  )
}
