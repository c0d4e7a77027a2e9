import { fork } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { atMost } from '../../frame/bars.ts'
import type { Measured, Scenario } from '../../frame/scenario.ts'
import type { Servers } from '../../frame/servers.ts'
import { percentile } from '../../frame/statistics.ts'
import type { ContenderName } from '../contenders.ts'
import { inFreshPlace } from '../measure.ts'
import type { Pace } from '../pace-process.ts'
import { startWorkers } from '../worker-pool.ts'

const pacing = fileURLToPath(new URL('../pace-process.ts', import.meta.url))

/** From asking to put a job in, in one process, to the first line of its handler, in another. */
export function pickingUp(share: number): readonly Scenario<ContenderName>[] {
  const rows = (
    perSecond: number,
    jobs: number,
    contenders: readonly ContenderName[],
  ): readonly Scenario<ContenderName>[] => {
    const medians = new Map<ContenderName, number[]>()
    const shared = { unit: 'ms', isLessBetter: true, contenders }
    return [
      {
        ...shared,
        name: `pick-up at ${perSecond}/s, 99th percentile of ${Math.round(jobs * share).toLocaleString('en')}`,
        async measure(servers, contender) {
          const pace = { contender, jobs: Math.round(jobs * share), perSecond }
          const { value, middleMs } = await pickUp(servers, pace)
          medians.set(contender, [...(medians.get(contender) ?? []), middleMs])
          return { value }
        },
        bar: atMost(1.5, 'bullmq', 'BullMQ'),
      },
      {
        ...shared,
        name: `pick-up at ${perSecond}/s, median of these`,
        measure: async (_, contender) => medians.get(contender)?.shift() ?? Number.NaN,
      },
    ]
  }
  return [
    ...rows(50, 1_500, ['shiplap', 'bullmq']),
    ...rows(500, 4_000, ['shiplap', 'bullmq', 'bullmqDurable']),
  ]
}

async function pickUp(
  servers: Servers,
  { contender, jobs, perSecond }: Omit<Pace, 'place'>,
): Promise<Measured & { readonly middleMs: number }> {
  return inFreshPlace(servers, contender, async (place) => {
    // Long enough that neither process still compiles what it runs.
    const warmUp = 2 * perSecond
    const pace: Pace = { contender, place, jobs: jobs + warmUp, perSecond }
    const pacer = fork(pacing, [JSON.stringify(pace)], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
    await once(pacer, 'message')
    const order = { contender, place, concurrency: 10, jobMs: 0, keepsLatencies: true }
    const workers = await startWorkers(order, 1)
    pacer.send('go')
    await once(pacer, 'exit')
    await Promise.race([workers.handled(jobs + warmUp), delay(20_000)])
    const seen = (await workers.stop()).slice(warmUp)
    const isAll = seen.length >= jobs
    return {
      value: isAll ? percentile(seen, 0.99) : Number.POSITIVE_INFINITY,
      middleMs: isAll ? percentile(seen, 0.5) : Number.POSITIVE_INFINITY,
    }
  })
}
