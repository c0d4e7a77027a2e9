// Fifty people register at the same moment, over the typed client: how quick the api stays, and how long their jobs take.
//
//   ADMIN_LOGIN=… ADMIN_PASSWORD=… node scripts/register-50.ts http://localhost:3000
//
// The administrator only watches the queue. An instance lets 30 people of one address register in ten minutes; start it
// with ADDRESS_LIMIT_FACTOR=10 for this.
import { randomBytes } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { createClient, type Outputs } from '@shiplap/client'

const url = process.argv[2] ?? 'http://localhost:3000'
const people = Number(process.argv[3] ?? 50)
const patienceMs = 60_000
const ended = new Set(['done', 'dead', 'cancelled'])
const { ADMIN_LOGIN: login, ADMIN_PASSWORD: password } = process.env
if (!login || !password) {
  console.error(
    'Set ADMIN_LOGIN and ADMIN_PASSWORD to an administrator of this instance, who watches the queue.',
  )
  process.exit(2)
}

const operator = createClient({ url })
await operator.signIn({ login, password })
const kind = 'account.registered'
const newestBefore = (await page(null)).jobs[0]?.id ?? 0
const began = performance.now()
const registered = await Promise.all(Array.from({ length: people }, register))
const allMs = performance.now() - began
while (!(await areJobsOver())) {
  if (performance.now() - began > patienceMs) {
    console.error('Their jobs do not come to an end. Does a worker run, and is their kind not paused?')
    process.exit(1)
  }
  await delay(10)
}
const queueMs = performance.now() - began
await operator.close()

const sorted = registered.toSorted((one, other) => one - other)
const at = (share: number) =>
  Math.round(sorted[Math.min(people - 1, Math.floor(people * share))] ?? Number.NaN)
console.log(`${people} registrations at once in ${Math.round(allMs)} ms`)
console.log(`api p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, slowest ${at(1)} ms`)
console.log(
  `the queue is empty of their jobs ${Math.round(queueMs)} ms after the first was sent, ${Math.round(queueMs - allMs)} ms after the last answer`,
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

/** Whether each registration has its job and all of these have ended, whatever else waits in the queue. */
async function areJobsOver(): Promise<boolean> {
  let seen = 0
  for (let before: number | null = null; ; ) {
    const { jobs, before: next } = await page(before)
    const ours = jobs.filter(({ id }) => id > newestBefore)
    if (ours.some(({ state }) => !ended.has(state))) return false
    seen += ours.length
    if (ours.length < jobs.length || next === null) return seen >= people
    before = next
  }
}

function page(before: number | null): Promise<Outputs['job']['list']> {
  return operator.api.job.list.query({ filter: { kind }, before, limit: 100 })
}
