'use client'
import { useEffect, useState } from 'react'

/**
 * The token behind the # of a mailed link: undefined until the browser has looked, null when there is none. It is taken
 * out of the address bar at once, so that it stays in no history.
 */
export function useLinkToken(): string | null | undefined {
  const [token, setToken] = useState<string | null>()
  useEffect(() => {
    const found = location.hash.slice(1)
    setToken((before) => before ?? (found === '' ? null : found))
    if (found !== '') history.replaceState(null, '', location.pathname)
  }, [])
  return token
}
