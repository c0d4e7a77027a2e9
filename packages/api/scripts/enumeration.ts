// Whether the time of an answer tells who has an account: node packages/api/scripts/enumeration.ts [samples] [cost]
// Asks each of the five calls about an address that has an account and about one that has none, in random order, and
// compares the medians. Run it on a machine that does nothing else.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { makeTemplate } from '@shiplap/db/testing'
import { startPostgres } from '@shiplap/embedded/postgres'
import { createTestApi, type TestApi } from '../src/testing.ts'
import { enumerations, type Pair } from '../src/testing-enumerations.ts'

const [samples = 200, cost = 10] = process.argv.slice(2).map(Number)
if (!(samples > 0 && cost > 0)) {
  console.error('Say how often and at which bcrypt cost: node packages/api/scripts/enumeration.ts 200 10')
  process.exit(1)
}
const most = 0.1

const dataDir = await mkdtemp(join(tmpdir(), 'shiplap-enumeration-'))
const postgres = await startPostgres({ dataDir })
try {
  await makeTemplate(postgres.url)
  const world = await createTestApi({ serverUrl: postgres.url, settings: { passwordCost: cost } })
  try {
    const rows = []
    for (const pair of await enumerations(world)) rows.push(await measure(world, pair))
    console.table(rows)
    process.exitCode = rows.every((row) => Math.abs(row.difference) <= most) ? 0 : 1
  } finally {
    await world.close()
  }
} finally {
  await postgres.stop()
  await rm(dataDir, { recursive: true, force: true })
}

async function measure(world: TestApi, { procedure, body }: Pair) {
  const times = { known: [] as number[], unknown: [] as number[] }
  for (let i = -10; i < samples; i++)
    for (const who of Math.random() < 0.5
      ? (['known', 'unknown'] as const)
      : (['unknown', 'known'] as const)) {
      // Limits count by name; an address that was asked before must not be told by them.
      await world.forgetLimits()
      const asked = await body(who === 'known')
      // What the calls before have left to do is no part of this one.
      await setTimeout(20)
      const ms = await timed(world, procedure, asked)
      if (i >= 0) times[who].push(ms)
    }
  const [known, unknown] = [median(times.known), median(times.unknown)]
  return {
    procedure,
    samples: `${samples} + ${samples}`,
    'known ms': round(known),
    'unknown ms': round(unknown),
    difference: round(known / unknown - 1, 3),
    'Mann-Whitney p': round(mannWhitney(times.known, times.unknown), 3),
  }
}

async function timed(world: TestApi, procedure: string, body: object): Promise<number> {
  const start = performance.now()
  const answer = await fetch(`${world.origin}/api/trpc/${procedure}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  await answer.text()
  const ms = performance.now() - start
  if (answer.status === 429) throw new Error(`${procedure} was limited`)
  return ms
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}

/** How likely a difference like this one, or a greater one, is where there is none; by the normal approximation. */
function mannWhitney(one: readonly number[], other: readonly number[]): number {
  let above = 0
  for (const a of one) for (const b of other) above += a > b ? 1 : a === b ? 0.5 : 0
  const [n, m] = [one.length, other.length]
  const z = Math.abs(above - (n * m) / 2) / Math.sqrt((n * m * (n + m + 1)) / 12)
  return Math.min(1, 2 * upperTail(z))
}

/** The area of the normal curve above z (Abramowitz and Stegun 26.2.17). */
function upperTail(z: number): number {
  const t = 1 / (1 + 0.2316419 * z)
  const sum = t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))))
  return (sum * Math.exp((-z * z) / 2)) / Math.sqrt(2 * Math.PI)
}

function round(value: number, digits = 2): number {
  return Number(value.toFixed(digits))
}
