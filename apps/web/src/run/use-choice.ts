'use client'
import { useCallback, useSyncExternalStore } from 'react'

/** A choice that this browser remembers; `initial` on the server and until somebody chose. */
export function useChoice<Choice extends string>(
  name: string,
  { initial, all }: { readonly initial: Choice; readonly all: readonly Choice[] },
): readonly [Choice, (choice: Choice) => void] {
  const read = () => all.find((each) => each === remembered(name)) ?? initial
  const chosen = useSyncExternalStore(subscribe, read, () => initial)
  const choose = useCallback(
    (choice: Choice) => {
      try {
        localStorage.setItem(name, choice)
      } catch {
        // Where storing is forbidden, the choice lasts as long as the page.
        unstored.set(name, choice)
      }
      for (const listener of listeners) listener()
    },
    [name],
  )
  return [chosen, choose]
}

const unstored = new Map<string, string>()
const listeners = new Set<() => void>()

function remembered(name: string): string | null {
  try {
    return localStorage.getItem(name) ?? unstored.get(name) ?? null
  } catch {
    return unstored.get(name) ?? null
  }
}

function subscribe(listener: () => void) {
  listeners.add(listener)
  addEventListener('storage', listener)
  return () => {
    listeners.delete(listener)
    removeEventListener('storage', listener)
  }
}
