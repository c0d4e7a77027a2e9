import { readFileSync } from 'node:fs'
import { ppid } from 'node:process'
import { cpuMsUnder } from './process-cost.ts'

/**
 * Starts to watch the machine; the answer says how many cores others kept busy since: programs that are none of this
 * run's, and other guests of the same host. Linux tells; elsewhere, and for a moment, the answer is null.
 */
export function watchOthers(): () => number | null {
  const [began, before] = [performance.now(), othersMs()]
  return () => {
    const now = othersMs()
    const elapsedMs = performance.now() - began
    if (now === null || before === null || elapsedMs < leastMs) return null
    return Math.max(0, (now - before) / elapsedMs)
  }
}

const msPerTick = 10
/** In less time the ticks tell nothing: a row whose work was done before it is such a one. */
const leastMs = 50 * msPerTick

function othersMs(): number | null {
  try {
    const [line = ''] = readFileSync('/proc/stat', 'utf8').split('\n')
    const [user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0, steal = 0] = line
      .split(/\s+/)
      .slice(1)
      .map(Number)
    return (user + nice + system + irq + softirq + steal) * msPerTick - cpuMsUnder(ppid)
  } catch {
    return null
  }
}
