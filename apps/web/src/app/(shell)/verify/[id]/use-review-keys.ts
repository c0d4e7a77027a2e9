'use client'
import { useEffect, useRef } from 'react'
import { isTyping } from '../../../../shell/keys.ts'

/** Listens for the keys of a review, by their place on the keyboard, unless one is typing or asked something. */
export function useReviewKeys(acts: Readonly<Record<string, () => unknown>>): void {
  const latest = useRef(acts)
  latest.current = acts
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.repeat || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return
      if (isTyping(event.target) || document.querySelector('dialog[open]')) return
      const act = latest.current[event.code]
      if (!act) return
      // The key must not be typed into the dialog that it opens.
      event.preventDefault()
      act()
    }
    addEventListener('keydown', listen)
    return () => removeEventListener('keydown', listen)
  }, [])
}
