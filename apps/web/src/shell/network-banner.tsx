'use client'
import { Banner } from '@shiplap/ui/banner'
import { Button } from '@shiplap/ui/button'
import { useEffect, useState } from 'react'

/** Across every page, however far it was scrolled: that the network is gone, or that the page is older than the server. */
export function NetworkBanner({ deployment }: { readonly deployment: string }) {
  return (
    <div className="sticky top-0 z-30">
      <NetworkNews deployment={deployment} />
    </div>
  )
}

function NetworkNews({ deployment }: { readonly deployment: string }) {
  const offline = useOffline()
  const outdated = useOutdated(deployment)
  if (offline) {
    return (
      <Banner tone="offline">
        You are offline. What you see may be old; what you do is sent when the network is back.
      </Banner>
    )
  }
  if (!outdated) return null
  return (
    <Banner
      action={
        <Button size="small" onClick={() => location.reload()}>
          Reload
        </Button>
      }
    >
      A new version of Shiplap is running. Reload when it suits you.
    </Banner>
  )
}

function useOffline(): boolean {
  const [offline, setOffline] = useState(false)
  useEffect(() => {
    const look = () => setOffline(!navigator.onLine)
    look()
    addEventListener('online', look)
    addEventListener('offline', look)
    return () => {
      removeEventListener('online', look)
      removeEventListener('offline', look)
    }
  }, [])
  return offline
}

/** Asks when one comes back to the tab, never on a clock: a page nobody looks at costs nothing. */
function useOutdated(deployment: string): boolean {
  const [outdated, setOutdated] = useState(false)
  useEffect(() => {
    const look = async () => {
      if (document.visibilityState !== 'visible') return
      const answer = await fetch('/api/trpc/instance.get').catch(() => null)
      const body: unknown = answer?.ok ? await answer.json() : null
      const now = (body as { result?: { data?: { deployment?: string } } } | null)?.result?.data?.deployment
      if (now && now !== deployment) setOutdated(true)
    }
    const onReturn = () => void look()
    document.addEventListener('visibilitychange', onReturn)
    return () => document.removeEventListener('visibilitychange', onReturn)
  }, [deployment])
  return outdated
}
