// Fifty people register at the same moment, over the typed client: how quick the api stays, and how long their jobs take.
//
//   ADMIN_LOGIN=… ADMIN_PASSWORD=… node scripts/register-50.ts http://localhost:3000
//
// The administrator only watches the queue. An instance lets 30 people of one address register in ten minutes; start it
// with ADDRESS_LIMIT_FACTOR=10 for this.
import { randomBytes } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { createClient } from '@shiplap/client'

const url = process.argv[2] ?? 'http://localhost:3000'
const people = Number(process.argv[3] ?? 50)
const { ADMIN_LOGIN: login, ADMIN_PASSWORD: password } = process.env
if (!login || !password) {
  console.error(
    'Set ADMIN_LOGIN and ADMIN_PASSWORD to an administrator of this instance, who watches the queue.',
  )
  process.exit(2)
}

const operator = createClient({ url })
await operator.signIn({ login, password })
const doneBefore = await countDone()
const began = performance.now()
const registered = await Promise.all(Array.from({ length: people }, register))
const allMs = performance.now() - began
while ((await countOpen()) > 0) await delay(10)
while ((await countDone()) < doneBefore + people) await delay(10)
const queueMs = performance.now() - began
await operator.close()

const sorted = registered.toSorted((one, other) => one - other)
const at = (share: number) =>
  Math.round(sorted[Math.min(people - 1, Math.floor(people * share))] ?? Number.NaN)
console.log(`${people} registrations at once in ${Math.round(allMs)} ms`)
console.log(`api p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, slowest ${at(1)} ms`)
console.log(
  `the queue is empty ${Math.round(queueMs)} ms after the first was sent, ${Math.round(queueMs - allMs)} ms after the last answer`,
)

async function register(): Promise<number> {
  const client = createClient({ url })
  const name = randomBytes(6).toString('hex')
  const before = performance.now()
  await client.register({ username: `racer-${name}`, password: randomBytes(18).toString('base64url') })
  const tookMs = performance.now() - before
  await client.close()
  return tookMs
}

async function countOpen(): Promise<number> {
  const { states } = await operator.api.job.stats.query()
  return states.ready + states.running + states.retrying
}

async function countDone(): Promise<number> {
  const { kinds } = await operator.api.job.stats.query()
  return kinds.find(({ kind }) => kind === 'account.registered')?.lastHour.done ?? 0
}
