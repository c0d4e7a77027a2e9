// Puts jobs in at a steady pace once it is told to, in a process of its own: whoever measures and whoever works have other
// event loops.
import { once } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'
import type { Place } from '../frame/servers.ts'
import { type ContenderName, contenders } from './contenders.ts'

export type Pace = {
  readonly contender: ContenderName
  readonly place: Place
  readonly jobs: number
  readonly perSecond: number
}

const { contender, place, jobs, perSecond } = JSON.parse(process.argv[2] ?? '') as Pace
const nowMs = () => performance.timeOrigin + performance.now()
process.on('disconnect', () => process.exit(0))

const producer = await contenders[contender].produce(place)
process.send?.('ready')
await once(process, 'message')
const sent: Promise<void>[] = []
const began = nowMs()
for (let n = 0; n < jobs; n++) {
  // By the clock, so that a late timer does not slow the rate.
  const early = began + (n * 1_000) / perSecond - nowMs()
  if (early > 0) await delay(early)
  sent.push(producer.one({ n, sentMs: nowMs() }))
}
await Promise.all(sent)
await producer.close()
process.exit(0)
