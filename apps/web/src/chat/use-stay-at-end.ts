'use client'
import { type RefObject, useLayoutEffect, useRef, useState } from 'react'
import { lineSelector } from './use-line-keys.ts'

const nearPx = 60

/**
 * Keeps a list where the reader is: at its end while they are there, and otherwise on the line they look at, also when
 * older lines are put before it. Tells when an end comes near.
 */
export function useStayAtEnd({
  firstKey,
  lastKey,
  onStart,
  onEnd,
}: {
  readonly firstKey: number | undefined
  readonly lastKey: string | number | undefined
  readonly onStart: () => void
  readonly onEnd: () => void
}): {
  readonly box: RefObject<HTMLElement | null>
  readonly isAtEnd: boolean
  readonly onScroll: () => void
  readonly toEnd: () => void
  /** Shows a line, and stays there. */
  readonly toLine: (seq: number) => void
} {
  const box = useRef<HTMLElement>(null)
  const [isAtEnd, setIsAtEnd] = useState(true)
  const held = useRef<{ seq: string; top: number } | null>(null)
  const atEnd = useRef(true)

  const toEnd = () => {
    const list = box.current
    if (!list) return
    list.scrollTop = list.scrollHeight
    atEnd.current = true
    setIsAtEnd(true)
  }

  const toLine = (seq: number) => {
    const list = box.current
    const line = list?.querySelector<HTMLElement>(`[data-seq="${seq}"]`)
    if (!list || !line) return
    atEnd.current = false
    setIsAtEnd(false)
    line.scrollIntoView({ block: 'center' })
    // Who has begun to do something else meanwhile goes on with that.
    if (document.activeElement === document.body)
      line.querySelector<HTMLElement>(lineSelector)?.focus({ preventScroll: true })
    held.current = { seq: String(seq), top: line.offsetTop - list.scrollTop }
    line.animate([{ outline: '2px solid var(--pb)' }, { outline: '2px solid transparent' }], 2_000)
  }

  // Before painting, so that nobody sees the list jump.
  useLayoutEffect(() => {
    const list = box.current
    if (!list) return
    if (atEnd.current) {
      list.scrollTop = list.scrollHeight
      return
    }
    const line = held.current && list.querySelector<HTMLElement>(`[data-seq="${held.current.seq}"]`)
    if (line && held.current) list.scrollTop += line.offsetTop - list.scrollTop - held.current.top
  }, [firstKey, lastKey])

  useLayoutEffect(() => {
    const list = box.current
    if (!list) return
    // Lines that become higher (a picture of code, a bigger font) and keyboards that open must not hide the end.
    const watch = new ResizeObserver(() => {
      if (atEnd.current) list.scrollTop = list.scrollHeight
    })
    watch.observe(list)
    if (list.firstElementChild) watch.observe(list.firstElementChild)
    return () => watch.disconnect()
  }, [])

  return {
    box,
    isAtEnd,
    toEnd,
    toLine,
    onScroll() {
      const list = box.current
      if (!list) return
      const left = list.scrollHeight - list.scrollTop - list.clientHeight
      atEnd.current = left < nearPx
      setIsAtEnd(atEnd.current)
      const shown = [...list.querySelectorAll<HTMLElement>('[data-seq]')].find(
        (line) => line.offsetTop + line.offsetHeight > list.scrollTop,
      )
      held.current = shown ? { seq: shown.dataset.seq ?? '', top: shown.offsetTop - list.scrollTop } : null
      if (list.scrollTop < 400) onStart()
      if (left < 400) onEnd()
    },
  }
}
