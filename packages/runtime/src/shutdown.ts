import type { Log } from './log.ts'

// Read at once: a parent that ends while the process still starts must be noticed, too.
const parent = process.ppid

type Step = readonly [name: string, close: () => unknown]

/**
 * Ends the process well: on SIGTERM or SIGINT runs `steps` in order, then leaves with code 0; with code 1 when a step
 * failed or all of them took longer than `withinMs`. With `withParent`, the end of the parent process counts as a signal too.
 */
export function shutdownOnSignal({
  log,
  steps,
  withinMs = 9_000,
  withParent = false,
}: {
  readonly log: Log
  readonly steps: readonly Step[]
  readonly withinMs?: number
  readonly withParent?: boolean
}): void {
  let leaving = false
  const leave = async (signal: string) => {
    if (leaving) return
    leaving = true
    log.info({ signal }, 'shutting down')
    setTimeout(() => {
      log.error({ withinMs }, 'shutdown took too long')
      process.exit(1)
    }, withinMs).unref()
    let failed = false
    for (const [name, close] of steps) {
      try {
        await close()
      } catch (error) {
        failed = true
        log.error({ step: name, err: error }, 'shutdown step failed')
      }
    }
    process.exit(failed ? 1 : 0)
  }
  process.on('SIGTERM', () => void leave('SIGTERM'))
  process.on('SIGINT', () => void leave('SIGINT'))
  if (withParent) leaveWithParent(() => void leave('parent ended'))
}

function leaveWithParent(leave: () => void): void {
  setInterval(() => {
    if (process.ppid !== parent) leave()
  }, 500).unref()
}
