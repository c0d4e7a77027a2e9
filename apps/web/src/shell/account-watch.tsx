'use client'
import { useEffect } from 'react'
import { hearOtherTabs } from './other-tabs.ts'

/** Leaves the page when another tab signed out or in, and when the browser brings back a page of before. */
export function AccountWatch({ signedIn }: { readonly signedIn: boolean }) {
  useEffect(() => {
    const stop = hearOtherTabs((news) => {
      if (news === 'signed-in') location.reload()
      else if (signedIn) location.replace('/sign-in?reason=signed-out')
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
