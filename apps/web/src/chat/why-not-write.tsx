'use client'
import { TimeAgo } from '@shiplap/ui/time-ago'
import { useEffect, useEffectEvent } from 'react'
import { wordsOf } from './chat-words.ts'
import type { RoomView } from './room-view.ts'

const [soonestMs, latestMs] = [5_000, 86_400_000]

/** Stands where one would write, and says why one cannot. A mute that ends by itself is looked at again when it does. */
export function WhyNotWrite({ view, onEnd }: { readonly view: RoomView; readonly onEnd: () => void }) {
  const until = view.mutedUntil
  const end = useEffectEvent(onEnd)
  useEffect(() => {
    const ms = until === null ? Number.POSITIVE_INFINITY : Date.parse(until) - Date.now()
    if (ms > latestMs) return
    // This clock may be ahead of the server's: then what comes back is looked at again a little later.
    const timer = setTimeout(end, Math.max(soonestMs, ms))
    return () => clearTimeout(timer)
  }, [view, until])
  return (
    <p role="status" className="border-t border-line py-3 text-sm text-muted">
      {view.whyNotWrite !== null && wordsOf(view.whyNotWrite)}
      {until !== null && (
        <>
          {' '}
          It ends <TimeAgo at={until} />.
        </>
      )}
    </p>
  )
}
