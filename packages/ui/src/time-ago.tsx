'use client'
import { useEffect, useState } from 'react'

type TimeAgoProps = {
  /** ISO 8601. */
  readonly at: string
  readonly className?: string
}

/** How long ago (or until); the exact time is in the tooltip. */
export function TimeAgo({ at, className }: TimeAgoProps) {
  const [, repaint] = useState(0)
  const [exact, setExact] = useState<string>()
  useEffect(() => {
    // The reader's own time zone is known only in the browser.
    setExact(new Date(at).toLocaleString(undefined, { dateStyle: 'full', timeStyle: 'medium' }))
    return everyHalfMinute(() => repaint((count) => count + 1))
  }, [at])
  return (
    <time dateTime={at} title={exact} className={className} suppressHydrationWarning>
      {ago(Date.parse(at) - Date.now())}
    </time>
  )
}

/** `5 minutes ago`, `in 2 days`, `just now`. */
function ago(ms: number): string {
  const size = Math.abs(ms)
  // The server's clock may be a little ahead: what has just happened does not lie in the future.
  if (size < 15_000) return 'now'
  if (size < 45_000) return ms > 0 ? 'in a moment' : 'just now'
  const [unit, unitMs] = units.find(([, least]) => size >= least * 0.95) ?? (['minute', 60_000] as const)
  return words.format(Math.round(ms / unitMs), unit)
}

const words = new Intl.RelativeTimeFormat('en', { numeric: 'auto' })
const units = [
  ['year', 365 * 86_400_000],
  ['month', 30 * 86_400_000],
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const satisfies readonly (readonly [Intl.RelativeTimeFormatUnit, number])[]

// One clock for all of them: a board of a hundred rows must not start a hundred intervals.
const listeners = new Set<() => void>()
let interval: ReturnType<typeof setInterval> | undefined
function everyHalfMinute(listener: () => void) {
  listeners.add(listener)
  interval ??= setInterval(() => {
    for (const each of listeners) each()
  }, 30_000)
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    clearInterval(interval)
    interval = undefined
  }
}
