'use client'
import { type ClockSample, offsetMs, withSample } from '@shiplap/client/run/server-clock'
import { steadyNow } from '@shiplap/ui/steady-clock'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'

export type ServerClock = {
  /** The server's clock minus this device's. */
  readonly offsetMs: number
  readonly roundTripMs: number | null
  readonly now: () => number
  /** Makes a sample of any answer that carries the server's time. */
  readonly timed: <Answer>(
    ask: () => Promise<Answer>,
    serverTimeOf: (answer: Answer) => number,
  ) => Promise<Answer>
}

type Measured = { readonly offset: number; readonly roundTripMs: number | null }

/**
 * Keeps this device in step with the server: asked at first, each minute, and whenever the page is looked at again.
 * Until the first answer, the time with which the page came is good to a moment.
 */
export function useServerClock(readTime: () => Promise<number>, cameAt: number): ServerClock {
  const samples = useRef<readonly ClockSample[]>([])
  const [{ offset, roundTripMs }, setMeasured] = useState<Measured>(() => ({
    offset: Math.round(cameAt - steadyNow()),
    roundTripMs: null,
  }))
  const untilMeasured = useRef(offset)
  const latestRead = useRef(readTime)
  latestRead.current = readTime

  const timed = useCallback(
    async <Answer>(ask: () => Promise<Answer>, serverTimeOf: (answer: Answer) => number): Promise<Answer> => {
      const sentAt = steadyNow()
      const answer = await ask()
      const receivedAt = steadyNow()
      samples.current = withSample(samples.current, { sentAt, receivedAt, serverAt: serverTimeOf(answer) })
      setMeasured({
        offset: Math.round(offsetMs(samples.current)),
        roundTripMs: Math.round(Math.min(...samples.current.map((each) => each.receivedAt - each.sentAt))),
      })
      return answer
    },
    [],
  )

  useEffect(() => {
    let over = false
    const measure = async (times: number) => {
      // An unreachable server changes nothing: the last offset still holds.
      for (let left = times; left > 0 && !over; left--)
        await timed(
          () => latestRead.current(),
          (time) => time,
        ).catch(() => undefined)
    }
    const look = () => document.visibilityState === 'visible' && void measure(2)
    void measure(3)
    const interval = setInterval(() => void measure(1), 60_000)
    document.addEventListener('visibilitychange', look)
    addEventListener('online', look)
    return () => {
      over = true
      clearInterval(interval)
      document.removeEventListener('visibilitychange', look)
      removeEventListener('online', look)
    }
  }, [timed])

  const now = useCallback(
    () => steadyNow() + (samples.current.length > 0 ? offsetMs(samples.current) : untilMeasured.current),
    [],
  )
  return useMemo(() => ({ offsetMs: offset, roundTripMs, now, timed }), [offset, roundTripMs, now, timed])
}
