import { setTimeout as delay } from 'node:timers/promises'
import { atMost } from '../../frame/bars.ts'
import type { Scenario } from '../../frame/scenario.ts'
import type { Servers } from '../../frame/servers.ts'
import { percentile } from '../../frame/statistics.ts'
import type { ContenderName } from '../contenders.ts'
import { inFreshPlace, nowMs } from '../measure.ts'
import { startWorkers } from '../worker-pool.ts'

/** From asking to put a job in to the first line of its handler, in another process. */
export function pickingUp(share: number): readonly Scenario<ContenderName>[] {
  const row = (perSecond: number, jobs: number): Scenario<ContenderName> => ({
    name: `pick-up at ${perSecond}/s, 99th percentile`,
    unit: 'ms',
    isLessBetter: true,
    contenders: ['shiplap', 'bullmq'],
    measure: async (servers, contender) =>
      percentile(await latencies(servers, contender, { jobs: Math.round(jobs * share), perSecond }), 0.99),
    bar: atMost(1.5, 'bullmq', 'BullMQ'),
  })
  return [row(50, 200), row(500, 1_000)]
}

async function latencies(
  servers: Servers,
  contender: ContenderName,
  { jobs, perSecond }: { readonly jobs: number; readonly perSecond: number },
): Promise<readonly number[]> {
  return inFreshPlace(servers, contender, async (place, producer) => {
    const order = { contender, place, concurrency: 10, jobMs: 0, keepsLatencies: true }
    const workers = await startWorkers(order, 1)
    const warmUp = Math.round(perSecond / 2)
    const sent: Promise<void>[] = []
    const began = nowMs()
    for (let n = 0; n < jobs + warmUp; n++) {
      // By the clock, so that a late timer does not slow the rate.
      const early = began + (n * 1_000) / perSecond - nowMs()
      if (early > 0) await delay(early)
      sent.push(producer.one({ n, sentMs: nowMs() }))
    }
    await Promise.all(sent)
    await Promise.race([workers.handled(jobs + warmUp), delay(20_000)])
    const seen = await workers.stop()
    return seen.length < jobs ? [Number.POSITIVE_INFINITY] : seen.slice(warmUp)
  })
}
