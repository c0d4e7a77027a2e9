'use client'
import { useEffect, useEffectEvent, useState } from 'react'
import { steadyNow } from './steady-clock.ts'

type CountdownProps = {
  /** How long from now; a new value starts it again. */
  readonly ms: number
  /** Stands before the seconds: "Try again in". */
  readonly label: string
  readonly onEnd?: () => void
}

/** Seconds until one may try again. Spoken once at the start, not each second. */
export function Countdown({ ms, label, onEnd }: CountdownProps) {
  const [left, setLeft] = useState(seconds(ms))
  const end = useEffectEvent(() => onEnd?.())
  useEffect(() => {
    const endsAt = steadyNow() + ms
    const tick = () => {
      const remaining = seconds(endsAt - steadyNow())
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
        {label} {seconds(ms)} seconds
      </span>
      <span aria-hidden="true">
        {label} <span className="figures">{left} s</span>
      </span>
    </span>
  )
}

function seconds(ms: number): number {
  return Math.max(0, Math.ceil(ms / 1_000))
}
