import { setTimeout as delay } from 'node:timers/promises'
import type { Place, Servers } from '../frame/servers.ts'
import type { Payload, Producer } from './contender.ts'
import { type ContenderName, contenders } from './contenders.ts'
import { startWorkers } from './worker-pool.ts'

export const nowMs = () => performance.timeOrigin + performance.now()

/** Gives `act` a fresh place with a producer of the contender, and clears up. */
export async function inFreshPlace<T>(
  servers: Servers,
  contender: ContenderName,
  act: (place: Place, producer: Producer) => Promise<T>,
): Promise<T> {
  const place = await servers.freshPlace()
  const producer = await contenders[contender].produce(place)
  try {
    return await act(place, producer)
  } finally {
    await producer.close()
    await place.drop()
  }
}

export async function fill(producer: Producer, jobs: number): Promise<void> {
  for (let from = 0; from < jobs; from += 1_000)
    await producer.many(payloads(from, Math.min(jobs, from + 1_000)))
}

export function payloads(from: number, to: number): readonly Payload[] {
  return Array.from({ length: to - from }, (_, index) => ({ n: from + index, sentMs: 0 }))
}

/** Jobs per second from the first handler's start to the last durable end, and the CPU time it took. */
export async function drain(
  servers: Servers,
  contender: ContenderName,
  place: Place,
  producer: Producer,
  {
    jobs,
    processes,
    concurrency,
    jobMs = 0,
  }: { jobs: number; processes: number; concurrency: number; jobMs?: number },
): Promise<{ readonly perSecond: number; readonly cpuMsPer1000: number; readonly twice: number }> {
  const order = { contender, place, concurrency, jobMs, keepsLatencies: false }
  const serverBefore = servers.postgresCpuMs()
  const workers = await startWorkers(order, processes)
  await workers.handled(jobs)
  while ((await producer.open()) > 0) await delay(1)
  const tookMs = nowMs() - workers.firstMs()
  const serverMs = servers.postgresCpuMs() - serverBefore
  const cpuMs = workers.cpuMs() + serverMs
  const count = workers.count()
  await workers.stop()
  return { perSecond: (jobs / tookMs) * 1_000, cpuMsPer1000: (cpuMs / jobs) * 1_000, twice: count - jobs }
}
