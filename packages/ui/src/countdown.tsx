'use client'
import { formatWait, speakWait } from '@shiplap/domain/wait'
import { useEffect, useEffectEvent, useState } from 'react'
import { steadyNow } from './steady-clock.ts'

type CountdownProps = {
  /** How long from now; a new value starts it again. */
  readonly ms: number
  /** Stands before the time: "Try again in". */
  readonly label: string
  readonly onEnd?: () => void
}

/** The time until one may try again. Spoken once at the start, not each second. */
export function Countdown({ ms, label, onEnd }: CountdownProps) {
  const [left, setLeft] = useState(inSeconds(ms))
  const end = useEffectEvent(() => onEnd?.())
  useEffect(() => {
    const endsAt = steadyNow() + ms
    const tick = () => {
      const remaining = inSeconds(endsAt - steadyNow())
      setLeft(remaining)
      if (remaining > 0) return
      clearInterval(interval)
      end()
    }
    const interval = setInterval(tick, 250)
    tick()
    return () => clearInterval(interval)
  }, [ms])
  return (
    <span>
      <span className="sr-only" role="status">
        {label} {speakWait(ms)}
      </span>
      <span aria-hidden="true">
        {label} <span className="whitespace-nowrap tabular-nums">{formatWait(left)}</span>
      </span>
    </span>
  )
}

/** In whole seconds, so that what stands there changes once a second. */
function inSeconds(ms: number): number {
  return Math.max(0, Math.ceil(ms / 1_000)) * 1_000
}
