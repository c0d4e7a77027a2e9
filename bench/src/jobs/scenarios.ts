import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import type { Medians as MediansOf, Scenario } from '../frame/scenario.ts'
import type { Servers } from '../frame/servers.ts'
import { median, percentile } from '../frame/statistics.ts'
import type { ContenderName } from './contenders.ts'
import { add, drain, fill, inFreshPlace, nowMs, payloads } from './measure.ts'
import { startWorkers } from './worker-pool.ts'

const all = ['shiplap', 'graphileFast', 'pgBoss', 'bullmq'] as const
type Medians = MediansOf<ContenderName>

const timesGraphile = (least: number) => (medians: Medians) => {
  const ratio = (medians.shiplap ?? 0) / (medians.graphileFast ?? Number.NaN)
  return { ratio, words: `≥ ${least} × graphile-worker`, isMet: ratio >= least }
}
const shareOf = (whole: number, least: number, words: string) => (medians: Medians) => {
  const ratio = (medians.shiplap ?? 0) / whole
  return { ratio, words, isMet: ratio >= least }
}

/** `share` shrinks the number of jobs, for a quick look. */
export function makeScenarios(share: number): readonly Scenario<ContenderName>[] {
  const many = Math.round(50_000 * share)
  const cpu: Partial<Record<ContenderName, number[]>> = {}
  const single: Partial<Record<ContenderName, number[]>> = {}
  return [
    {
      name: `Drain ${many.toLocaleString('en')} no-op jobs, one worker`,
      unit: 'jobs/s',
      contenders: all,
      measure: (servers, contender) =>
        inFreshPlace(servers, contender, async (place, producer) => {
          await fill(producer, many)
          const run = await drain(servers, contender, place, producer, {
            jobs: many,
            processes: 1,
            concurrency: 10,
          })
          if (run.twice !== 0) throw new Error(`${contender} ran ${run.twice} jobs twice`)
          add(cpu, contender, run.cpuMsPer1000)
          add(single, contender, run.perSecond)
          return run.perSecond
        }),
      bar: timesGraphile(2),
    },
    {
      name: 'CPU for 1,000 of these, worker and server',
      unit: 'ms',
      isLessBetter: true,
      // BullMQ's server is Redis, whose time is not counted here.
      contenders: ['shiplap', 'graphileFast', 'pgBoss'],
      measure: async (_, contender) => cpu[contender]?.shift() ?? Number.NaN,
      bar(medians) {
        const ratio = (medians.shiplap ?? Number.NaN) / (medians.graphileFast ?? Number.NaN)
        return { ratio, words: '≤ 0.5 × graphile-worker', isMet: ratio <= 0.5 }
      },
    },
    {
      name: 'The same, two workers',
      unit: 'jobs/s',
      contenders: ['shiplap', 'graphileFast'],
      measure: (servers, contender) =>
        inFreshPlace(servers, contender, async (place, producer) => {
          await fill(producer, many)
          const options = { jobs: many, processes: 2, concurrency: 10 }
          return (await drain(servers, contender, place, producer, options)).perSecond
        }),
      bar: (medians) => {
        const ratio = (medians.shiplap ?? 0) / median(single.shiplap ?? [])
        return { ratio, words: '≥ 1 × one worker of ours', isMet: ratio >= 1 }
      },
    },
    {
      name: 'Put in one by one, twenty callers',
      unit: 'jobs/s',
      contenders: all,
      measure: (servers, contender) =>
        inFreshPlace(servers, contender, async (_, producer) => {
          const jobs = Math.round(4_000 * share)
          let next = 0
          const began = nowMs()
          const caller = async () => {
            while (next < jobs) await producer.one({ n: next++, sentMs: 0 })
          }
          await Promise.all(Array.from({ length: 20 }, caller))
          return (jobs / (nowMs() - began)) * 1_000
        }),
      bar: timesGraphile(1),
    },
    {
      name: 'Put in by thousands',
      unit: 'jobs/s',
      contenders: all,
      measure: (servers, contender) =>
        inFreshPlace(servers, contender, async (_, producer) => {
          await producer.many(payloads(0, 1_000))
          const began = nowMs()
          await fill(producer, many)
          return (many / (nowMs() - began)) * 1_000
        }),
      bar: timesGraphile(1),
    },
    {
      name: 'Pick-up at 50/s, 99th percentile: asked to put in → handler',
      unit: 'ms',
      isLessBetter: true,
      contenders: all,
      measure: async (servers, contender) =>
        percentile(await latencies(servers, contender, Math.round(300 * share)), 0.99),
      bar(medians) {
        const ratio = (medians.shiplap ?? Number.NaN) / (medians.bullmq ?? Number.NaN)
        return { ratio, words: '≤ 1.5 × BullMQ', isMet: ratio <= 1.5 }
      },
    },
    {
      name: 'Handlers of 5 ms, fifty at once, one worker',
      unit: 'jobs/s',
      contenders: all,
      measure: (servers, contender) =>
        inFreshPlace(servers, contender, async (place, producer) => {
          const jobs = Math.round(20_000 * share)
          await fill(producer, jobs)
          const options = { jobs, processes: 1, concurrency: 50, jobMs: 5 }
          return (await drain(servers, contender, place, producer, options)).perSecond
        }),
      bar: shareOf(10_000, 0.95, '≥ 0.95 of the ceiling of 10,000'),
    },
    {
      name: 'Drain beside 1,000,000 finished and 100,000 future jobs',
      unit: 'jobs/s',
      contenders: ['shiplap', 'graphileFast'],
      measure: (servers, contender) =>
        inFreshPlace(servers, contender, async (place, producer) => {
          await producer.burden?.({ finished: 1_000_000 * share, future: 100_000 * share })
          await fill(producer, many)
          const options = { jobs: many, processes: 1, concurrency: 10 }
          return (await drain(servers, contender, place, producer, options)).perSecond
        }),
      bar: (medians) => {
        const ratio = (medians.shiplap ?? 0) / median(single.shiplap ?? [])
        return { ratio, words: '≥ 0.8 × an empty table of ours', isMet: ratio >= 0.8 }
      },
    },
    {
      name: 'Old transaction held open: sixth round of 20,000 against the first',
      unit: '×',
      contenders: ['shiplap', 'graphileFast'],
      measure: (servers, contender) => heldOpen(servers, contender, Math.round(20_000 * share)),
      bar: shareOf(1, 0.8, '≥ 0.8 × the first round'),
    },
  ]
}

async function latencies(
  servers: Servers,
  contender: ContenderName,
  jobs: number,
): Promise<readonly number[]> {
  return inFreshPlace(servers, contender, async (place, producer) => {
    const workers = await startWorkers(
      { contender, place, concurrency: 10, jobMs: 0, keepsLatencies: true },
      1,
    )
    const warmUp = 20
    const sent: Promise<void>[] = []
    for (let n = 0; n < jobs + warmUp; n++) {
      sent.push(producer.one({ n, sentMs: nowMs() }))
      await delay(20)
    }
    await Promise.all(sent)
    await Promise.race([workers.handled(jobs + warmUp), delay(20_000)])
    const seen = await workers.stop()
    return seen.length < jobs ? [Number.POSITIVE_INFINITY] : seen.slice(warmUp)
  })
}

/** How fast the last of six rounds is against the first, while a transaction of before the first stays open. */
async function heldOpen(servers: Servers, contender: ContenderName, jobs: number): Promise<number> {
  return inFreshPlace(servers, contender, async (place, producer) => {
    const old = new pg.Client({ connectionString: place.postgresUrl })
    await old.connect()
    await old.query('begin isolation level repeatable read')
    await old.query('select count(*) from pg_class')
    const rounds: number[] = []
    for (let round = 0; round < 6; round++) {
      await fill(producer, jobs)
      const options = { jobs, processes: 1, concurrency: 10 }
      rounds.push((await drain(servers, contender, place, producer, options)).perSecond)
    }
    await old.end()
    return (rounds[5] ?? 0) / (rounds[0] ?? Number.NaN)
  })
}
