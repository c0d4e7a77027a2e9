// `npm run faults [-- case… --seed 7]`: does to the product what breaks products, one fault at a time, while people use it.
// With --broken the product is broken on purpose, in a copy, to see that whoever judges these runs is not blind.
import { readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { findRedis } from '@shiplap/embedded/find-redis'
import { cases } from '@shiplap/faults/cases'
import { nothingOf, type Outcome, runCase } from '@shiplap/faults/run'
import { during, say } from './bootstrap/progress.mjs'
import { breaks } from './faults/breaks.ts'
import { judgeTheJudge } from './faults/broken.ts'
import { build } from './start/build.ts'
import { explain, Unable } from './start/explain.ts'
import { root } from './start/root.ts'
import { readWords } from './start/words.ts'

const page = join(root, 'docs', 'faults.md')

try {
  const { words, has } = readWords('faults')
  const at = process.argv.indexOf('--seed')
  const given = at < 0 ? undefined : process.argv[at + 1]
  const positionals = words.filter((word) => word !== given)
  const unknown = positionals.filter((name) => !cases.some((fault) => fault.name === name))
  if (unknown.length > 0)
    throw new Unable(
      `There is no case ${unknown.join(', ')}. There are: ${cases.map(({ name }) => name).join(', ')}`,
    )
  const seed = Number(given ?? Math.floor(Math.random() * 1_000_000))
  const chosen = cases.filter(({ name }) => positionals.length === 0 || positionals.includes(name))
  const redis = await during('Finding Redis', () => findRedis({ cacheDir: join(root, '.cache'), say }))
  // Each case starts its own; this machine may have none but the one that was just found.
  process.env.PATH = `${process.env.PATH}:${dirname(redis)}`
  if (has('--broken')) {
    const ways = breaks.filter(({ under }) => positionals.length === 0 || positionals.includes(under))
    const unseen = judgeTheJudge(ways, seed)
    console.log(`\n${ways.length - unseen.length} of ${ways.length} ways to break the product are told.`)
    process.exit(unseen.length > 0 ? 1 : 0)
  }
  // Webs that have not been built serve the api without pages.
  if (!has('--unbuilt')) await build()
  console.log(`Seed ${seed}; the same again: npm run faults -- ${positionals.join(' ')} --seed ${seed}\n`)
  let failed = 0
  for (const fault of chosen) {
    const outcome = await runCase(fault, seed).catch((error: Error) => ({
      ...nothingOf(fault, seed),
      problems: [error.stack ?? error.message],
    }))
    tell(outcome)
    note(outcome)
    failed += Number(outcome.problems.length > 0)
  }
  console.log(`\n${chosen.length - failed} as they must be, ${failed} not.`)
  process.exitCode = failed > 0 || chosen.length === 0 ? 1 : 0
} catch (error) {
  explain(error)
}

function tell({ name, tookMs, problems, notRun, seen, ...counts }: Outcome): void {
  const { operations, ok, refused, unknown, faults, delivered } = counts
  if (notRun !== null) {
    console.log(`  – ${name}: not run: ${notRun}`)
    return
  }
  console.log(`${problems.length === 0 ? '  ✓' : '  ✗'} ${name} (${Math.round(tookMs / 1_000)} s)`, {
    operations,
    ok,
    refused,
    unknown,
    faults,
    delivered,
    ...seen,
  })
  for (const problem of problems.slice(0, 20)) console.log(`      ${problem}`)
}

/** Puts what came of a case into its line of the page. */
function note({
  name,
  tookMs,
  seed,
  problems,
  notRun,
  seen,
  operations,
  ok,
  refused,
  unknown,
  faults,
  delivered,
}: Outcome): void {
  const facts = Object.entries(seen)
    .map(([what, value]) => `${what} ${value}`)
    .join(', ')
  const day = new Date().toISOString().slice(0, 10)
  const end =
    notRun === null
      ? problems.length === 0
        ? 'as it must be'
        : `**not**: ${problems[0]?.slice(0, 120)}`
      : `not run: ${notRun}`
  const cells = [
    faults,
    operations,
    ok,
    refused,
    unknown,
    delivered,
    facts,
    end,
    `${Math.round(tookMs / 1_000)} s`,
    seed,
    day,
  ].join(' | ')
  const text = readFileSync(page, 'utf8')
  writeFileSync(
    page,
    text.replace(
      new RegExp(`^(\\| ${name} \\| [^|]* \\|).*$`, 'm'),
      (_, head: string) => `${head} ${cells} |`,
    ),
  )
}
