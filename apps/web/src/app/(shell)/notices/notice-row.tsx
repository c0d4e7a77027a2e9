import { TimeAgo } from '@shiplap/ui/time-ago'
import clsx from 'clsx'
import { AtSign, Flag, Gavel } from 'lucide-react'
import Link from 'next/link'
import { type Notice, noticeWords } from '../../../shell/notice-words.ts'

/** One notice: what happened, in whose words, and the way there. */
export function NoticeRow({ notice, isNew }: { readonly notice: Notice; readonly isNew: boolean }) {
  const { title, detail, href } = noticeWords(notice)
  const Icon = icons[notice.kind]
  return (
    <li
      className={clsx(
        'lap relative flex items-start gap-3 border-l-2 bg-board px-3 py-2 hover:bg-hover',
        isNew ? 'border-pb' : 'border-transparent',
      )}
    >
      <Icon aria-hidden="true" className="mt-1 size-4 shrink-0 text-muted" />
      <div className="min-w-0 flex-1">
        <Link
          href={href}
          className={clsx(
            'break-words no-underline after:absolute after:inset-0 hover:underline',
            isNew && 'font-medium',
          )}
        >
          {isNew && <span className="sr-only">New: </span>}
          {title}
        </Link>
        {detail !== null && <p className="line-clamp-3 text-sm break-words text-muted">{detail}</p>}
      </div>
      <TimeAgo at={notice.createdAt} className="shrink-0 pt-0.5 text-right text-sm text-muted" />
    </li>
  )
}

const icons = { 'run.finished': Flag, 'submission.decided': Gavel, 'room.mention': AtSign } as const
