'use client'
import { api } from '@shiplap/client/react'
import { toast } from '@shiplap/ui/toast'
import { useRef } from 'react'
import { noticeWords } from './notice-words.ts'
import { tellUnread } from './unread.ts'
import { useOwnNews } from './use-own-news.ts'

/** Keeps the number of unread notices true, and says what a new one is about. It needs the api's client. */
export function NoticeWatch() {
  const utils = api.useUtils()
  const news = useOwnNews()
  const known = useRef<number>(undefined)
  api.notice.live.useSubscription(undefined, {
    enabled: news.enabled,
    onData({ unread }) {
      const isNew = known.current !== undefined && unread > known.current
      known.current = unread
      tellUnread(unread)
      void utils.notice.list.invalidate()
      if (isNew && location.pathname !== '/notices') void sayNewest()
    },
    onError: news.onError,
  })

  async function sayNewest() {
    const { notices } = await utils.client.notice.list.query({ limit: 1 })
    if (notices[0] === undefined) return
    const { title, href } = noticeWords(notices[0])
    // Who is mentioned in the room that they are reading sees it there.
    if (location.pathname !== href.split('#')[0] || document.hidden) toast({ message: title })
  }
  return null
}
