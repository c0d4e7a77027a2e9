import { atLeast, atMost, reaching } from '../../frame/bars.ts'
import type { Scenario } from '../../frame/scenario.ts'
import type { Servers } from '../../frame/servers.ts'
import { median } from '../../frame/statistics.ts'
import type { ContenderName } from '../contenders.ts'
import { drain, fill, inFreshPlace } from '../measure.ts'

/** A backlog worked off, by one worker and by two. */
export function draining(share: number): readonly Scenario<ContenderName>[] {
  const many = Math.round(50_000 * share)
  const fewer = Math.round(20_000 * share)
  const cpu = new Map<ContenderName, number[]>()
  return [
    {
      name: `drain of ${many.toLocaleString('en')} no-op jobs, one worker`,
      unit: 'jobs/s',
      contenders: ['shiplap', 'graphileFast'],
      async measure(servers, contender) {
        const run = await drained(servers, contender, { jobs: many, processes: 1 })
        cpu.set(contender, [...(cpu.get(contender) ?? []), run.cpuMsPer1000])
        return { value: run.perSecond, cpuMs: run.cpuMsPer1000 }
      },
      bar: atLeast(2, 'graphileFast', 'graphile-worker'),
    },
    {
      name: 'CPU for 1,000 of these, worker and server',
      unit: 'ms',
      isLessBetter: true,
      contenders: ['shiplap', 'graphileFast'],
      measure: async (_, contender) => cpu.get(contender)?.shift() ?? Number.NaN,
      bar: atMost(0.4, 'graphileFast', 'graphile-worker'),
    },
    {
      name: `drain of ${(2 * many).toLocaleString('en')}, two workers against one`,
      unit: '×',
      contenders: ['shiplap'],
      rounds: 1,
      measure: async (servers) => {
        const [one, two]: [number[], number[]] = [[], []]
        // One drain differs from the next by a tenth, as much as is asked about.
        for (let round = 0; round < 9; round++) {
          one.push((await drained(servers, 'shiplap', { jobs: 2 * many, processes: 1 })).perSecond)
          two.push((await drained(servers, 'shiplap', { jobs: 2 * many, processes: 2 })).perSecond)
        }
        return median(two) / median(one)
      },
      bar: reaching(1, '× one worker'),
    },
    {
      name: `drain of ${fewer.toLocaleString('en')} no-op jobs, one worker`,
      unit: 'jobs/s',
      contenders: ['shiplap', 'graphileFast', 'pgBoss', 'bullmq'],
      async measure(servers, contender) {
        const run = await drained(servers, contender, { jobs: fewer, processes: 1 })
        // BullMQ's server is Redis, whose time is not counted here.
        return { value: run.perSecond, ...(contender !== 'bullmq' && { cpuMs: run.cpuMsPer1000 }) }
      },
      bar: (medians) => [
        atLeast(2, 'graphileFast', 'graphile-worker')(medians),
        atLeast(1, 'pgBoss', 'pg-boss')(medians),
        atLeast(1, 'bullmq', 'BullMQ')(medians),
      ],
    },
    {
      name: 'handlers of 5 ms, fifty at once, one worker',
      unit: 'jobs/s',
      contenders: ['shiplap', 'graphileFast'],
      measure: (servers, contender) =>
        inFreshPlace(servers, contender, async (place, producer) => {
          const jobs = Math.round(20_000 * share)
          await fill(producer, jobs)
          const options = { jobs, processes: 1, concurrency: 50, jobMs: 5 }
          const run = await drain(servers, contender, place, producer, options)
          return { value: run.perSecond, cpuMs: run.cpuMsPer1000 }
        }),
      bar: ({ shiplap = 0 }) => {
        const ratio = shiplap / 10_000
        return { ratio, words: '≥ 0.95 of the ceiling of 10,000', isMet: ratio >= 0.95 }
      },
    },
  ]
}

function drained(
  servers: Servers,
  contender: ContenderName,
  { jobs, processes }: { readonly jobs: number; readonly processes: number },
) {
  return inFreshPlace(servers, contender, async (place, producer) => {
    await fill(producer, jobs)
    const run = await drain(servers, contender, place, producer, { jobs, processes, concurrency: 10 })
    if (run.twice !== 0) throw new Error(`${contender} ran ${run.twice} jobs twice`)
    return run
  })
}
