'use client'
import { elapsedMs, type Run } from '@shiplap/domain/run'
import { useEffect, useState } from 'react'
import type { ServerClock } from './use-server-clock.ts'

/** True from the moment that the present milestone takes longer than it did in the comparison. */
export function useBehind(run: Run, againstMs: number | null, { now, offsetMs }: ServerClock): boolean {
  const [behind, setBehind] = useState(false)
  useEffect(() => {
    if (againstMs === null || run.state !== 'running') return setBehind(false)
    const leftMs = againstMs - elapsedMs(run, now())
    setBehind(leftMs <= 0)
    if (leftMs <= 0) return
    // A timer of the browser can't wait longer than 24 days, nor does a run.
    const timeout = setTimeout(() => setBehind(true), leftMs)
    return () => clearTimeout(timeout)
    // Another offset is another moment.
  }, [run, againstMs, now, offsetMs])
  return behind
}
