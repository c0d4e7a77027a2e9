let anchor = { epochMs: 0, monotonicMs: Number.NaN }

/**
 * This device's time in epoch milliseconds, even between frames and right after sleep.
 * The monotonic clock never jumps but stands still while some systems sleep, the wall clock is the other way round:
 * when they part by more than a frame or two, the machine slept (or was set), and we start again from the wall.
 */
export function steadyNow(): number {
  const monotonicMs = performance.now()
  const epochMs = anchor.epochMs + (monotonicMs - anchor.monotonicMs)
  if (Math.abs(Date.now() - epochMs) < 100) return epochMs
  anchor = { epochMs: Date.now(), monotonicMs }
  return anchor.epochMs
}
