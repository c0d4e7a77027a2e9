// One worker of one contender in a process of its own. It says that it has loaded, begins when it is told to, and tells its
// parent what it has done every little while.
import { once } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'
import type { Place } from '../frame/servers.ts'
import { type ContenderName, contenders } from './contenders.ts'

export type Order = {
  readonly contender: ContenderName
  readonly place: Place
  readonly concurrency: number
  readonly jobMs: number
  readonly keepsLatencies: boolean
}
export type Report = {
  readonly count: number
  readonly firstMs: number
  readonly cpuMs: number
  readonly latencies: readonly number[]
}

const order = JSON.parse(process.argv[2] ?? '') as Order
const nowMs = () => performance.timeOrigin + performance.now()
let count = 0
let told = 0
let firstMs = 0
const latencies: number[] = []

process.on('disconnect', () => process.exit(0))
process.send?.('loaded')
await once(process, 'message')
const worker = await contenders[order.contender].work(order.place, {
  concurrency: order.concurrency,
  async handle({ sentMs }) {
    if (count === 0) firstMs = nowMs()
    if (order.keepsLatencies) latencies.push(nowMs() - sentMs)
    count++
    if (order.jobMs > 0) await delay(order.jobMs)
  },
})
process.send?.(report())
// Where each job's wait is measured, telling of it must not be what the next one waits for.
const tellMs = order.keepsLatencies ? 500 : 5
const telling = setInterval(() => {
  if (count !== told) process.send?.(report())
  told = count
}, tellMs)
process.on('message', async () => {
  clearInterval(telling)
  process.send?.({ ...report(), latencies })
  await worker.stop().catch(() => {})
  process.exit(0)
})

function report(): Report {
  const { user, system } = process.cpuUsage()
  return { count, firstMs, cpuMs: (user + system) / 1_000, latencies: [] }
}
