import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { Order, Report } from './worker-process.ts'

const script = fileURLToPath(new URL('worker-process.ts', import.meta.url))

/** Worker processes of one contender. */
export type WorkerPool = {
  readonly count: () => number
  /** When the first handler began, by the clock that all processes share. */
  readonly firstMs: () => number
  readonly cpuMs: () => number
  /** Resolves once so many jobs have been handled. */
  readonly handled: (total: number) => Promise<void>
  /** Ends the processes and returns the latencies they saw. */
  readonly stop: () => Promise<readonly number[]>
}

export async function startWorkers(order: Order, processes: number): Promise<WorkerPool> {
  const reports = new Map<number, Report>()
  let startMs = 0
  const waits = new Set<() => void>()
  const sum = (read: (report: Report) => number) =>
    [...reports.values()].reduce((total, report) => total + read(report), 0)
  const children = await Promise.all(
    Array.from({ length: processes }, async () => {
      const child = fork(script, [JSON.stringify(order)], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
      await once(child, 'message')
      return child
    }),
  )
  // Together: else one works while the next still loads its modules, and both are timed from the first job on.
  await Promise.all(
    children.map(async (child, index) => {
      child.on('message', (report) => {
        reports.set(index, report as Report) // the only message it sends
        for (const look of waits) look()
      })
      child.send('begin')
      const [ready] = (await once(child, 'message')) as [Report]
      // What it costs to start is not what a job costs.
      startMs += ready.cpuMs
    }),
  )
  return {
    count: () => sum((report) => report.count),
    firstMs: () =>
      Math.min(...[...reports.values()].filter((report) => report.count > 0).map((report) => report.firstMs)),
    cpuMs: () => sum((report) => report.cpuMs) - startMs,
    async handled(total) {
      const { promise, resolve } = Promise.withResolvers<void>()
      const look = () => {
        if (sum((report) => report.count) >= total) resolve()
      }
      waits.add(look)
      look()
      await promise
      waits.delete(look)
    },
    async stop() {
      await Promise.all(
        children.map(async (child) => {
          const ended = once(child, 'exit')
          if (child.connected) child.send('stop')
          await ended
        }),
      )
      return [...reports.values()].flatMap((report) => report.latencies)
    },
  }
}
