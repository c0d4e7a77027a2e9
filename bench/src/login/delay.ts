import { percentile } from '../frame/statistics.ts'

const everyMs = 2

/** How late the event loop came to a timer that was due every two milliseconds: what everybody else waits for. */
export function watchDelay(): { readonly p99: () => number; readonly stop: () => void } {
  const late: number[] = []
  let due = performance.now() + everyMs
  let timer: NodeJS.Timeout
  const look = () => {
    const now = performance.now()
    // Every turn that was missed has waited, too, each less than the one before.
    for (let missed = now - due; missed >= 0; missed -= everyMs) late.push(missed)
    due = now + everyMs
    timer = setTimeout(look, everyMs)
  }
  timer = setTimeout(look, everyMs)
  return { p99: () => percentile(late, 0.99), stop: () => clearTimeout(timer) }
}
