'use client'
import clsx from 'clsx'
import { Bell } from 'lucide-react'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { useUnread } from './unread.ts'

/** The way to one's notices, with how many are new. */
export function NoticeLink({ unread, onGo }: { readonly unread: number; readonly onGo?: () => void }) {
  const here = usePathname() === '/notices'
  const count = useUnread(unread)
  return (
    <Link
      href="/notices"
      aria-current={here ? 'page' : undefined}
      {...(onGo && { onClick: onGo })}
      className={clsx(
        'lap relative flex h-9 items-center gap-2 px-4 text-base no-underline focus-visible:-outline-offset-2',
        here ? 'bg-board font-semibold text-ink' : 'text-muted hover:bg-board hover:text-ink',
      )}
    >
      <Bell aria-hidden="true" className="size-4" />
      Notices
      {count > 0 && <UnreadCount count={count} className="ml-auto" />}
    </Link>
  )
}

/** A number in the colour of what is one's own; nothing when there is nothing. */
export function UnreadCount({ count, className }: { readonly count: number; readonly className?: string }) {
  return (
    <span
      className={clsx(
        'figures inline-flex h-5 min-w-5 items-center justify-center rounded-sm bg-pb px-1 text-xs font-medium text-ground',
        className,
      )}
    >
      {count > 99 ? '99+' : count}
      <span className="sr-only"> unread</span>
    </span>
  )
}
