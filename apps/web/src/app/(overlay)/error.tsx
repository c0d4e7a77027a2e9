'use client'
import { useEffect } from 'react'

const againMs = 10_000

/** Nobody sits before a stream's overlay to press anything, so it tries again by itself. */
export default function OverlayFailed() {
  useEffect(() => {
    const timer = setTimeout(() => location.reload(), againMs)
    return () => clearTimeout(timer)
  }, [])
  return (
    <main data-overlay data-theme="dark" className="w-90 max-w-full bg-ground px-3 py-2 text-muted">
      <title>The clock will be back · Shiplap</title>
      <h1 className="text-base">The clock will be back in a moment.</h1>
    </main>
  )
}
