import { shutdownOnSignal } from '@shiplap/runtime/shutdown'
import { endRunning } from '../bootstrap/run.mjs'
import { terminalLog } from './terminal-log.ts'

type Step = [name: string, stop: () => unknown]

/**
 * Sees to it that what was started is stopped in the opposite order, whether by a signal, by the end of npm, or because
 * a later step of the start failed.
 */
export function leaveInOrder(): {
  readonly onLeave: (name: string, stop: () => unknown) => void
  readonly within: (start: () => Promise<void>) => Promise<void>
} {
  let leaving = false
  // Stopped from the first to the last; what is started later goes in front.
  const steps: Step[] = []
  const note = () => {
    leaving = true
  }
  shutdownOnSignal({
    log: terminalLog,
    steps: [
      ['start', note],
      ['commands', endRunning],
      ['started', () => stopAll(steps)],
    ],
    withinMs: 9_800,
    withParent: true,
  })
  process.on('SIGHUP', () => process.kill(process.pid, 'SIGTERM')) // the terminal was closed,
  for (const out of [process.stdout, process.stderr]) out.on('error', () => {}) // and nobody reads any more
  return {
    onLeave(name, stop) {
      steps.unshift([name, stop])
      if (!leaving) return
      void stop()
      throw new Error('leaving, so nothing may follow')
    },
    async within(start) {
      try {
        await start()
      } catch (error) {
        if (leaving) return new Promise(() => {}) // what failed was stopped by us; the signal's way out goes on
        await stopAll(steps)
        throw error
      }
    },
  }
}

async function stopAll(steps: readonly Step[]): Promise<void> {
  for (const [name, stop] of steps) {
    try {
      await stop()
    } catch (error) {
      terminalLog.error({ err: error }, `${name} did not stop well`)
    }
  }
}
