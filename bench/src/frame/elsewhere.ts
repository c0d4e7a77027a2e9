import { readFileSync } from 'node:fs'
import { ppid } from 'node:process'
import { cpuMsUnder } from './process-cost.ts'

/**
 * Starts to watch the machine; the answer says how many cores others kept busy since: programs that are none of this
 * run's, and other guests of the same host. Linux tells; elsewhere the answer is null.
 */
export function watchOthers(): () => number | null {
  const [began, before] = [performance.now(), othersMs()]
  return () => {
    const now = othersMs()
    if (now === null || before === null) return null
    return Math.max(0, (now - before) / (performance.now() - began))
  }
}

const msPerTick = 10

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
