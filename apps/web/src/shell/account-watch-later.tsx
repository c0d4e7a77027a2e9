'use client'
import { useRouter } from 'next/navigation'
import { useEffect } from 'react'

/** Watches the account on a page that has no connection of its own: one is fetched and opened once the page stands. */
export function AccountWatchLater() {
  const router = useRouter()
  useEffect(() => {
    let left = false
    const watching = import('./watch-account.ts').then(({ watchAccount }) =>
      left ? () => undefined : watchAccount(() => router.refresh()),
    )
    return () => {
      left = true
      void watching.then((stop) => stop())
    }
  }, [router])
  return null
}
