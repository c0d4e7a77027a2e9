'use client'
import { useRouter } from 'next/navigation'
import { lazy, Suspense, useEffect, useEffectEvent, useRef, useState } from 'react'
import { isTyping } from './keys.ts'
import type { Place } from './places.ts'

// Loaded when first asked for, so that no page pays for them.
const Palette = lazy(() => import('./palette.tsx'))
const KeyList = lazy(() => import('./key-list.tsx'))

const openPaletteEvent = 'shiplap:palette'
export const openPalette = () => dispatchEvent(new Event(openPaletteEvent))

/** ⌘K, `?`, and `g` with a letter, on every page of the shell. */
export function ShellKeys({
  places,
  signedIn,
}: {
  readonly places: readonly Place[]
  readonly signedIn: boolean
}) {
  const [open, setOpen] = useState<'palette' | 'keys' | null>(null)
  const router = useRouter()
  const pressedGo = useRef(Number.NEGATIVE_INFINITY)

  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (
      event.key.toLowerCase() === 'k' &&
      (event.metaKey || event.ctrlKey) &&
      !event.shiftKey &&
      !event.altKey
    ) {
      event.preventDefault()
      return setOpen(open === 'palette' ? null : 'palette')
    }
    const busy = event.defaultPrevented || event.metaKey || event.ctrlKey || event.altKey
    if (busy || isTyping(event.target) || document.querySelector('dialog[open]')) return
    if (event.key === '?') return setOpen('keys')
    // What is still being loaded is no open dialog yet, of which the browser would take the key.
    if (event.key === 'Escape') return setOpen(null)
    const place = places.find((each) => each.key === event.key)
    if (place && event.timeStamp - pressedGo.current < 1_500) {
      event.preventDefault()
      router.push(place.href)
    }
    pressedGo.current = event.key === 'g' ? event.timeStamp : Number.NEGATIVE_INFINITY
  })

  useEffect(() => {
    const openIt = () => setOpen('palette')
    const onKeyDown = (event: KeyboardEvent) => onKey(event)
    addEventListener('keydown', onKeyDown)
    addEventListener(openPaletteEvent, openIt)
    // For whoever drives the page by a program: before this, a key would be lost.
    document.documentElement.dataset.keys = 'heard'
    return () => {
      removeEventListener('keydown', onKeyDown)
      removeEventListener(openPaletteEvent, openIt)
    }
  }, [])

  // The browser reports a closed dialog late; by then another may be open.
  const close = (closed: 'palette' | 'keys') => () => setOpen((now) => (now === closed ? null : now))
  return (
    <Suspense>
      {open === 'palette' && <Palette places={places} signedIn={signedIn} onClose={close('palette')} />}
      {open === 'keys' && <KeyList onClose={close('keys')} />}
    </Suspense>
  )
}
