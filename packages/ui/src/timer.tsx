'use client'
import { formatDuration, type Precision } from '@shiplap/domain/duration'
import { useEffect, useRef } from 'react'
import { steadyNow } from './steady-clock.ts'

type TimerProps = {
  /** When it began, in epoch milliseconds of the server's clock. */
  readonly startedAtMs: number
  /** The server's clock minus this device's; 0 until it was measured. */
  readonly offsetMs?: number
  /** Time that does not count: all pauses so far. */
  readonly pausedMs?: number
  /** It stands still at this elapsed time: finished, or paused. */
  readonly stoppedAtMs?: number | null
  readonly label?: string
  readonly precision?: Precision
  readonly className?: string
}

/**
 * A running time. Each frame writes its text node only when the shown figure changes; React is not asked.
 * `role="timer"` is silent to screen readers unless one goes there to read it.
 */
export function Timer(props: TimerProps) {
  const {
    startedAtMs,
    offsetMs = 0,
    pausedMs = 0,
    stoppedAtMs = null,
    precision,
    label = 'Elapsed',
    className = '',
  } = props
  const place = useRef<HTMLSpanElement>(null)

  useEffect(() => {
    // The window that shows it may not be the page's own: a hidden page gets no frames, its always-on-top window does.
    const view = place.current?.ownerDocument.defaultView ?? window
    let frame = 0
    let shown = ''
    const paint = () => {
      const text = formatDuration(stoppedAtMs ?? steadyNow() + offsetMs - startedAtMs - pausedMs, precision)
      if (text !== shown && place.current?.firstChild) place.current.firstChild.nodeValue = shown = text
      if (stoppedAtMs === null) frame = view.requestAnimationFrame(paint)
    }
    paint()
    return () => view.cancelAnimationFrame(frame)
  }, [startedAtMs, offsetMs, pausedMs, stoppedAtMs, precision])

  return (
    <span
      ref={place}
      role="timer"
      aria-label={label}
      className={`figures ${className}`}
      // The first paint of the server is a moment older than the browser's.
      suppressHydrationWarning
    >
      {formatDuration(stoppedAtMs ?? Date.now() + offsetMs - startedAtMs - pausedMs, precision)}
    </span>
  )
}
