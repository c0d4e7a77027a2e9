'use client'
import { useEffect, useState } from 'react'

/**
 * The token behind the # of a mailed link: undefined until the browser has looked, null when there is none. It is taken
 * out of the address bar at once, so that it stays in no history.
 */
export function useLinkToken(): string | null | undefined {
  const [token, setToken] = useState<string | null>()
  useEffect(() => {
    const look = () => {
      const found = location.hash.slice(1)
      setToken((before) => (found === '' ? (before ?? null) : found))
      if (found !== '') history.replaceState(null, '', location.pathname)
    }
    look()
    // A link that is pasted over this very page changes what is behind the # and nothing else.
    addEventListener('hashchange', look)
    return () => removeEventListener('hashchange', look)
  }, [])
  return token
}
