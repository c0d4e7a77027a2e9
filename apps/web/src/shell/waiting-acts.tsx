'use client'
import { api } from '@shiplap/client/react'
import { runsWithWaitingActs } from '@shiplap/client/run/act-store'
import { useEffect } from 'react'

/**
 * Takes along what was pressed in the cockpit and had not reached the server when its page was closed. Within the app
 * there is nothing to take: a desk goes on sending while its runner looks elsewhere.
 */
export function WaitingActs() {
  const { client } = api.useUtils()
  useEffect(() => {
    // The cockpit sends its own.
    if (location.pathname === '/run') return
    let over = false
    const ends: (() => void)[] = []
    for (const runId of waiting())
      void import('../run/send-waiting.ts')
        .then(({ sendWaiting }) => sendWaiting(client, runId))
        .then((end) => (over ? end() : ends.push(end)))
        // The run is gone, or the server is away: the cockpit and the next page ask again.
        .catch(() => undefined)
    return () => {
      over = true
      for (const end of ends) end()
    }
  }, [client])
  return null
}

function waiting(): readonly string[] {
  try {
    return runsWithWaitingActs(localStorage)
  } catch {
    // A browser that forbids storing has stored nothing.
    return []
  }
}
