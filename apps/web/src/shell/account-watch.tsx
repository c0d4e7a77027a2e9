'use client'
import { api } from '@shiplap/client/react'
import { useRouter } from 'next/navigation'
import { useRef } from 'react'
import { useOwnNews } from './use-own-news.ts'

/**
 * Leaves the page when the session behind it is ended: put out from another device, or the account closed. And reads the
 * page anew when the account is called or may do something else. It listens to the server, so it needs the api's client.
 */
export function AccountWatch() {
  const router = useRouter()
  const news = useOwnNews()
  const known = useRef<string>(undefined)
  api.account.watch.useSubscription(undefined, {
    enabled: news.enabled,
    onData({ username, role }) {
      const now = `${username} ${role}`
      if (known.current !== undefined && known.current !== now) router.refresh()
      known.current = now
    },
    onError: news.onError,
  })
  return null
}
