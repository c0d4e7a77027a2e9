'use client'
import { useEffect } from 'react'
import { leave } from './leaving.ts'
import { forgetOthers } from './left-behind.ts'
import { hearOtherTabs } from './other-tabs.ts'

/** Follows what another tab did: signed in, or out. Works on every page, for it asks nobody. */
export function TabWatch({ accountId }: { readonly accountId: string | null }) {
  const signedIn = accountId !== null
  useEffect(() => {
    if (accountId !== null) forgetOthers(accountId)
  }, [accountId])
  useEffect(() => {
    const stop = hearOtherTabs((news) => {
      if (news === 'signed-in') location.reload()
      else if (signedIn) leave('sign-out')
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
