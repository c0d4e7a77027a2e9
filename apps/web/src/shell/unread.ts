'use client'
import { useSyncExternalStore } from 'react'

let count: number | null = null
const listeners = new Set<() => void>()

/** The server told how many notices are unread. */
export function tellUnread(unread: number): void {
  count = unread
  for (const listener of listeners) listener()
}

/** How many notices are unread: as the server last told, or as the page came. */
export function useUnread(initial: number): number {
  return (
    useSyncExternalStore(
      subscribe,
      () => count,
      () => null,
    ) ?? initial
  )
}

function subscribe(listener: () => void) {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}
