'use client'
import { toast } from '@shiplap/ui/toast'
import { useEffect, useMemo, useRef } from 'react'
import { isTyping } from '../../../shell/keys.ts'
import type { Acts } from './use-acts.ts'

const twiceWithinMs = 1_500

/** Listens for the keys of a run on the page; returns the same listener for another window. */
export function useCockpitKeys(acts: Acts): (event: KeyboardEvent) => void {
  const latest = useRef(acts)
  latest.current = acts
  const listen = useMemo(() => {
    let escapedAt = Number.NEGATIVE_INFINITY
    return (event: KeyboardEvent) => {
      if (!isForRun(event)) return
      const { split, undo, pauseOrGoOn, press, isLive } = latest.current
      const act = { Space: split, KeyU: undo, KeyS: () => press('skipSplit'), KeyP: pauseOrGoOn }[event.code]
      if (act) {
        // Space would scroll the page.
        event.preventDefault()
        act()
      }
      if (event.code !== 'Escape' || !isLive) return
      const again = event.timeStamp - escapedAt < twiceWithinMs
      escapedAt = again ? Number.NEGATIVE_INFINITY : event.timeStamp
      if (again) press('abandon')
      else toast({ message: 'Press Esc once more to abandon the run.', forMs: twiceWithinMs })
    }
  }, [])
  useEffect(() => {
    addEventListener('keydown', listen)
    return () => removeEventListener('keydown', listen)
  }, [listen])
  return listen
}

/** A key held down, a shortcut of the browser, typing, or a control that has its own use for the key: none is for the run. */
function isForRun(event: KeyboardEvent): boolean {
  if (event.repeat || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return false
  const target = event.target as Element | null
  if (isTyping(target) || target?.closest('dialog, [popover], [role=menu]')) return false
  const pressesItself = target?.matches('button, a[href], summary') ?? false
  return !(pressesItself && event.code === 'Space') && document.querySelector('dialog[open]') === null
}
