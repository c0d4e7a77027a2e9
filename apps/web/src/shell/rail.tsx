'use client'
import clsx from 'clsx'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import type { ReactNode } from 'react'
import { Going } from './going.tsx'
import { isAt, type Place } from './places.ts'

type RailProps = {
  readonly places: readonly Place[]
  /** Submissions waiting, for those who may decide them. */
  readonly waiting: number | null
  readonly head: ReactNode
  readonly foot: ReactNode
}

/** The left wall: each place is a board, and the one you stand in is pulled out of the wall. */
export function Rail({ places, waiting, head, foot }: RailProps) {
  return (
    <header className="sticky top-0 hidden h-dvh w-44 shrink-0 flex-col border-r border-groove md:flex">
      <div className="flex h-14 items-center px-4">{head}</div>
      <nav aria-label="Main" className="flex flex-col">
        <PlaceLinks places={places} waiting={waiting} />
      </nav>
      <div className="mt-auto flex flex-col">{foot}</div>
    </header>
  )
}

/** The places as boards; also used in the phone's drawer. */
export function PlaceLinks({
  places,
  waiting,
  onGo,
}: Pick<RailProps, 'places' | 'waiting'> & { onGo?: () => void }) {
  const path = usePathname()
  return places.map((place) => {
    const here = isAt(place, path)
    return (
      <Link
        key={place.href}
        href={place.href}
        aria-current={here ? 'page' : undefined}
        {...(onGo && { onClick: onGo })}
        className={clsx(
          'lap relative flex h-9 items-center focus-visible:-outline-offset-2 justify-between px-4 text-base no-underline last:border-b last:border-b-groove',
          here
            ? 'bg-board font-semibold text-ink before:absolute before:inset-y-0 before:left-0 before:w-1 before:bg-pb'
            : 'text-muted hover:bg-board hover:text-ink',
        )}
      >
        {place.name}
        <Going />
        {place.name === 'Verify' && waiting !== null && waiting > 0 && (
          <span className="figures text-xs text-ink">
            {waiting}
            <span className="sr-only"> waiting</span>
          </span>
        )}
      </Link>
    )
  })
}
