'use client'
import type { Outputs } from '@shiplap/client'
import { api } from '@shiplap/client/react'
import { EmptyState } from '@shiplap/ui/empty-state'
import { useEffect, useRef } from 'react'
import { tellUnread } from '../../../shell/unread.ts'
import { NoticeRow } from './notice-row.tsx'

type NoticeListProps = {
  readonly asked: { readonly before?: string }
  readonly initial: Outputs['notice']['list']
}

/** A page of notices. The newest are read by being looked at; what was new when the page came stays marked. */
export function NoticeList({ asked, initial }: NoticeListProps) {
  const { data } = api.notice.list.useQuery(asked, { initialData: initial })
  const { mutate: markRead } = api.notice.markRead.useMutation({
    onSuccess: ({ unread }) => tellUnread(unread),
  })
  const { notices } = data
  const cameUnread = useRef(new Set<string>())
  for (const { id, readAt } of notices) if (readAt === null) cameUnread.current.add(id)
  const newest = asked.before === undefined ? notices[0] : undefined
  const unreadId = newest?.readAt === null ? newest.id : null
  useEffect(() => {
    if (unreadId !== null) markRead({ upTo: unreadId })
  }, [unreadId, markRead])

  if (notices.length === 0)
    return (
      <EmptyState title="Nothing yet">
        When you finish a run, when a verifier decides on one, and when somebody mentions you, it stands here.
      </EmptyState>
    )
  return (
    <ol aria-label="Your notices">
      {notices.map((notice) => (
        <NoticeRow key={notice.id} notice={notice} isNew={cameUnread.current.has(notice.id)} />
      ))}
    </ol>
  )
}
