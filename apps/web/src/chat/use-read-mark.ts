'use client'
import { api } from '@shiplap/client/react'
import { useEffect, useState } from 'react'
import type { RoomView } from './room-view.ts'

/** Tells the server how far a member has read: to the newest line, once it has stood before their eyes for a moment. */
export function useReadMark({
  view,
  newest,
  isAtEnd,
  isSignedIn,
}: {
  readonly view: Pick<RoomView, 'slug' | 'role' | 'readSeq'>
  readonly newest: number
  readonly isAtEnd: boolean
  readonly isSignedIn: boolean
}): void {
  const utils = api.useUtils()
  const { mutate } = api.room.markRead.useMutation({
    onSuccess: () => utils.room.list.invalidate(),
  })
  const [isSeen, setIsSeen] = useState(true)
  useEffect(() => {
    const look = () => setIsSeen(document.visibilityState === 'visible')
    look()
    document.addEventListener('visibilitychange', look)
    return () => document.removeEventListener('visibilitychange', look)
  }, [])
  useEffect(() => {
    if (!isSignedIn || !isAtEnd || !isSeen || newest <= view.readSeq) return
    const timer = setTimeout(() => mutate({ room: view.slug, seq: newest }), 800)
    return () => clearTimeout(timer)
  }, [isSignedIn, isAtEnd, isSeen, newest, view.slug, view.readSeq, mutate])
}
