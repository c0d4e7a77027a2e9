'use client'
import { Dialog } from '@shiplap/ui/dialog'
import clsx from 'clsx'
import { ListOrdered, Menu, MessageSquare, Target, Timer } from 'lucide-react'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { type ReactNode, useState } from 'react'
import { Going } from './going.tsx'
import { NoticeLink, UnreadCount } from './notice-link.tsx'
import { isAt, type Place } from './places.ts'
import { PlaceLinks } from './rail.tsx'
import { useUnread } from './unread.ts'

type BottomBarProps = {
  readonly places: readonly Place[]
  readonly waiting: number | null
  readonly unread: number | null
  readonly foot: ReactNode
}

/** A phone's rail: four places under the thumb, the rest behind More. */
export function BottomBar({ places, waiting, unread, foot }: BottomBarProps) {
  const path = usePathname()
  const [open, setOpen] = useState(false)
  const close = () => setOpen(false)
  const count = useUnread(unread ?? 0)
  return (
    <div className="fixed inset-x-0 bottom-0 z-40 border-t border-groove bg-ground pb-[env(safe-area-inset-bottom)] md:hidden">
      <nav aria-label="Main" className="grid h-14 grid-cols-5">
        {places.slice(0, 4).map((place, at) => {
          const here = isAt(place, path)
          const Icon = icons[at] ?? Timer
          return (
            <Link
              key={place.href}
              href={place.href}
              aria-current={here ? 'page' : undefined}
              className={clsx(barItem, here ? 'text-ink before:bg-pb' : 'text-muted before:bg-transparent')}
            >
              <Icon aria-hidden="true" className="size-5" />
              {place.name}
              <Going />
            </Link>
          )
        })}
        <button
          type="button"
          aria-haspopup="dialog"
          onClick={() => setOpen(true)}
          className={clsx(barItem, 'text-muted before:bg-transparent')}
        >
          <Menu aria-hidden="true" className="size-5" />
          More
          {count > 0 && <UnreadCount count={count} className="absolute top-1 left-1/2 ml-2" />}
        </button>
      </nav>
      <Dialog open={open} onClose={close} title="Shiplap">
        <nav aria-label="All places" className="-mx-4 -mt-4 flex flex-col">
          <PlaceLinks places={places} waiting={waiting} onGo={close} />
          {unread !== null && <NoticeLink unread={unread} onGo={close} />}
        </nav>
        <div className="-mx-4 -mb-4 pt-4">{foot}</div>
      </Dialog>
    </div>
  )
}

const icons = [Timer, ListOrdered, Target, MessageSquare]
const barItem =
  'relative flex flex-col items-center justify-center gap-0.5 text-xs no-underline before:absolute before:inset-x-4 before:top-0 before:h-0.5'
