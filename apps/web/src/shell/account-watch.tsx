'use client'
import { api } from '@shiplap/client/react'
import { useRouter } from 'next/navigation'
import { useEffect, useRef } from 'react'
import { leave } from './leaving.ts'
import { hearOtherTabs } from './other-tabs.ts'
import { useOwnNews } from './use-own-news.ts'

/**
 * Leaves the page when the account behind it is gone: signed out in another tab, put out from another device, closed.
 * And reads the page anew when the account is called or may do something else.
 */
export function AccountWatch({ signedIn }: { readonly signedIn: boolean }) {
  const router = useRouter()
  const news = useOwnNews()
  const known = useRef<string>(undefined)
  api.account.watch.useSubscription(undefined, {
    enabled: signedIn && news.enabled,
    onData({ username, role }) {
      const now = `${username} ${role}`
      if (known.current !== undefined && known.current !== now) router.refresh()
      known.current = now
    },
    onError: news.onError,
  })
  useEffect(() => {
    const stop = hearOtherTabs((news) => {
      if (news === 'signed-in') location.reload()
      else if (signedIn) leave('signed-out')
    })
    // A page kept by the browser shows an account that may be gone; ask the server again.
    const look = (event: PageTransitionEvent) => event.persisted && signedIn && location.reload()
    addEventListener('pageshow', look)
    return () => {
      stop()
      removeEventListener('pageshow', look)
    }
  }, [signedIn])
  return null
}
