import { setTimeout as delay } from 'node:timers/promises'
import { atLeast } from '../../frame/bars.ts'
import type { Scenario } from '../../frame/scenario.ts'
import type { Producer } from '../contender.ts'
import type { ContenderName } from '../contenders.ts'
import { fill, inFreshPlace, nowMs, payloads } from '../measure.ts'
import { startWorkers } from '../worker-pool.ts'

const callers = 20

/** Jobs put in, one by one and by thousands, and worked off meanwhile. */
export function puttingIn(share: number): readonly Scenario<ContenderName>[] {
  const many = Math.round(50_000 * share)
  const single = Math.round(2_000 * share)
  return [
    {
      name: `put in one by one, ${callers} callers`,
      unit: 'jobs/s',
      contenders: ['shiplap', 'graphileFast', 'bullmq'],
      measure: (servers, contender) =>
        inFreshPlace(servers, contender, async (_, producer) => {
          await putInSingly(producer, callers)
          const began = nowMs()
          await putInSingly(producer, single)
          return (single / (nowMs() - began)) * 1_000
        }),
      bar: atLeast(1, 'graphileFast', 'graphile-worker'),
    },
    {
      name: 'put in by thousands',
      unit: 'jobs/s',
      contenders: ['shiplap', 'graphileFast'],
      measure: (servers, contender) =>
        inFreshPlace(servers, contender, async (_, producer) => {
          await producer.many(payloads(0, 1_000))
          const began = nowMs()
          await fill(producer, many)
          return (many / (nowMs() - began)) * 1_000
        }),
      bar: atLeast(1, 'graphileFast', 'graphile-worker'),
    },
    {
      name: `put in one by one by ${callers} callers while one worker works them off`,
      unit: 'jobs/s',
      contenders: ['shiplap', 'graphileFast', 'bullmq'],
      measure: (servers, contender) =>
        inFreshPlace(servers, contender, async (place, producer) => {
          const order = { contender, place, concurrency: 10, jobMs: 0, keepsLatencies: false }
          const workers = await startWorkers(order, 1)
          const began = nowMs()
          await putInSingly(producer, single)
          await workers.handled(single)
          while ((await producer.open()) > 0) await delay(1)
          const tookMs = nowMs() - began
          await workers.stop()
          return (single / tookMs) * 1_000
        }),
      bar: atLeast(2, 'graphileFast', 'graphile-worker'),
    },
  ]
}

async function putInSingly(producer: Producer, jobs: number): Promise<void> {
  let next = 0
  const caller = async () => {
    while (next < jobs) await producer.one({ n: next++, sentMs: 0 })
  }
  await Promise.all(Array.from({ length: callers }, caller))
}
