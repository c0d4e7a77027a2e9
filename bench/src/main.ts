// The queue side by side with its peers: one PostgreSQL with its default durability, medians of three, contenders in turn.
// `npm run bench -- --only=drain --share=0.2` measures what is named so, with a fifth of the jobs;
// `--against=graphileFast` leaves the other peers out.
import { mkdir, writeFile } from 'node:fs/promises'
import { cpus } from 'node:os'
import { type ContenderName, contenders } from './contenders.ts'
import { add, median } from './measure.ts'
import { makeScenarios, type Scenario } from './scenarios.ts'
import { startServers } from './servers.ts'

const option = (name: string) =>
  process.argv.find((each) => each.startsWith(`--${name}=`))?.slice(name.length + 3)
const rounds = Number(option('rounds') ?? 3)
const only = option('only')?.toLowerCase()
const against = option('against')?.split(',')
const scenarios = makeScenarios(Number(option('share') ?? 1)).filter(
  ({ name }) => only === undefined || name.toLowerCase().includes(only),
)

const servers = await startServers()
const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, Node ${process.versions.node}, PostgreSQL ${servers.version}`
console.log(`${machine}; medians of ${rounds}\n`)
const rows = []
try {
  for (const scenario of scenarios) {
    const row = await measured(scenario)
    rows.push(row)
    console.log(lineOf(row))
  }
} finally {
  await servers.stop()
}
const at = new Date().toISOString()
const folder = new URL('../results/', import.meta.url)
await mkdir(folder, { recursive: true })
await writeFile(
  new URL(`${at.replaceAll(':', '-')}.json`, folder),
  `${JSON.stringify({ at, machine, rounds, rows }, null, 2)}\n`,
)
console.log(`\n${tableOf(rows)}`)
process.exitCode = rows.every((row) => row.isMet) ? 0 : 1

type Row = Awaited<ReturnType<typeof measured>>

async function measured({ name, unit, contenders: asked, measure, bar }: Scenario) {
  const names = asked.filter((each) => each === 'shiplap' || (against?.includes(each) ?? true))
  const values: Partial<Record<ContenderName, number[]>> = {}
  // In turn, so that a slow minute of the machine falls on all of them.
  for (let round = 0; round < rounds; round++)
    for (const contender of names) add(values, contender, await within(measure(servers, contender)))
  const medians: Partial<Record<ContenderName, number>> = {}
  for (const contender of names) medians[contender] = median(values[contender] ?? [])
  return { name, unit, medians, values, ...bar(medians) }
}

/** What takes longer than two minutes did not get there. */
function within(measured: Promise<number>): Promise<number> {
  const patience = Promise.withResolvers<number>()
  const timer = setTimeout(() => patience.resolve(Number.NaN), 120_000)
  return Promise.race([measured, patience.promise]).finally(() => clearTimeout(timer))
}

function lineOf(row: Row): string {
  const figures = Object.entries(row.medians).map(([name, value]) => `${name} ${shown(value)}`)
  return `${row.isMet ? 'ok   ' : 'short'} ${row.name}: ${figures.join(', ')} ${row.unit}; ${row.ratio.toFixed(2)} (${row.words})`
}

function tableOf(all: readonly Row[]): string {
  const names = Object.keys(contenders) as ContenderName[]
  const head = ['', ...names.map((name) => contenders[name].name), 'ratio', 'bar', '']
  const body = all.map((row) => [
    `${row.name} (${row.unit})`,
    ...names.map((name) => (row.medians[name] === undefined ? '–' : shown(row.medians[name]))),
    row.ratio.toFixed(2),
    row.words,
    row.isMet ? 'ok' : 'short',
  ])
  return [head, head.map(() => '---'), ...body].map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}

function shown(value: number): string {
  if (!Number.isFinite(value)) return 'not in time'
  return value >= 100 ? Math.round(value).toLocaleString('en') : value.toFixed(2)
}
