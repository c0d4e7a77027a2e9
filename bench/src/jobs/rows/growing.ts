import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import { reaching, within } from '../../frame/bars.ts'
import type { Scenario } from '../../frame/scenario.ts'
import type { Servers } from '../../frame/servers.ts'
import { median } from '../../frame/statistics.ts'
import type { Producer } from '../contender.ts'
import type { ContenderName } from '../contenders.ts'
import { drain, fill, inFreshPlace } from '../measure.ts'
import { startWorkers } from '../worker-pool.ts'

/** What a past, a future and an old transaction cost. */
export function growing(share: number): readonly Scenario<ContenderName>[] {
  const jobs = Math.round(20_000 * share)
  return [
    {
      name: 'drain beside 1,000,000 finished and 100,000 future jobs against a drain of an empty table',
      unit: '×',
      contenders: ['shiplap'],
      rounds: 1,
      measure: (servers) => besideOthers(servers, { jobs: 2.5 * jobs, share }),
      bar: reaching(0.8, '× the empty table'),
    },
    {
      name: `old transaction held open: the last of six rounds of ${jobs.toLocaleString('en')} against the first`,
      unit: '×',
      contenders: ['shiplap', 'graphileFast'],
      rounds: 1,
      measure: async (servers, contender) => {
        const ratios: number[] = []
        for (let time = 0; time < (contender === 'shiplap' ? 3 : 1); time++)
          ratios.push(await underOldTransaction(servers, contender, jobs))
        return median(ratios)
      },
      bar: reaching(0.8, '× the first round'),
    },
    {
      name: 'CPU of the server beside an idle worker and 300,000 future jobs, in a second',
      unit: 'ms',
      isLessBetter: true,
      contenders: ['shiplap', 'graphileFast'],
      rounds: 1,
      measure: (servers, contender) =>
        inFreshPlace(servers, contender, async (place, producer) => {
          await producer.burden?.({ finished: 0, future: 300_000 * share })
          const order = { contender, place, concurrency: 10, jobMs: 0, keepsLatencies: false }
          const workers = await startWorkers(order, 1)
          await delay(1_000)
          const before = servers.postgresCpuMs()
          await delay(5_000)
          const tookMs = servers.postgresCpuMs() - before
          await workers.stop()
          return tookMs / 5
        }),
      bar: within(20, 'ms'),
    },
  ]
}

/** Rounds in turn, with and without: the medians stand against each other. */
async function besideOthers(
  servers: Servers,
  { jobs, share }: { readonly jobs: number; readonly share: number },
): Promise<number> {
  const options = { jobs, processes: 1, concurrency: 10 }
  const perSecond = async (place: Parameters<typeof drain>[2], producer: Producer) => {
    await fill(producer, jobs)
    return (await drain(servers, 'shiplap', place, producer, options)).perSecond
  }
  return inFreshPlace(servers, 'shiplap', (place, producer) =>
    inFreshPlace(servers, 'shiplap', async (emptyPlace, emptyProducer) => {
      await producer.burden?.({ finished: 1_000_000 * share, future: 100_000 * share })
      const empty: number[] = []
      const full: number[] = []
      for (let round = 0; round < 3; round++) {
        empty.push(await perSecond(emptyPlace, emptyProducer))
        full.push(await perSecond(place, producer))
      }
      return median(full) / median(empty)
    }),
  )
}

async function underOldTransaction(
  servers: Servers,
  contender: ContenderName,
  jobs: number,
): Promise<number> {
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
