// `npm run mutation [-- group…]`: changes the rules that guard people, one place at a time, and counts what the tests notice.
// A group may be done in pieces, such as `sessions/gate` and `sessions/guards`, and be interrupted: what is found out is kept.
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { groups } from './mutation/groups.ts'
import { openPlace } from './mutation/place.ts'
import { removeGuards } from './mutation/sql.ts'
import { mutate, type Score } from './mutation/stryker.ts'
import { explain, Unable } from './start/explain.ts'
import { root } from './start/root.ts'
import { readWords } from './start/words.ts'

const least = 80
const page = join(root, 'docs', 'mutation.md')
const keptIn = join(root, '.cache', 'mutation')
const chosen = readChoice()

const place = await openPlace()
try {
  for (const { name, group, parts, withGuards, isWhole } of chosen) {
    const scores: Score[] = []
    for (const [part, what] of parts)
      scores.push(await mutate(place, what, join(keptIn, `${name}-${part}.json`)))
    if (withGuards) scores.push(await removeGuards(place, group.guards, join(keptIn, `${name}-guards.json`)))
    const { line, percent } = told(name, group.what, scores)
    if (isWhole) note(name, line)
    if (isWhole && !(percent >= least)) process.exitCode = 1
  }
} finally {
  await place.close()
}

/** What is to be done: all groups, some, or parts of some. `--anew` forgets what was found out before. */
function readChoice() {
  try {
    const { words, has } = readWords('mutation')
    const chosen = (words.length === 0 ? Object.keys(groups) : words).map(choose)
    if (has('--anew')) rmSync(keptIn, { recursive: true, force: true })
    return chosen
  } catch (error) {
    explain(error)
  }
}

function choose(text: string) {
  const [name = '', part] = text.split('/')
  const group = groups[name]
  if (group === undefined)
    throw new Unable(`There is no group ${name}. There are: ${Object.keys(groups).join(', ')}`)
  const parts = Object.entries(group.parts).filter(([each]) => part === undefined || each === part)
  const withGuards = part === undefined || part === 'guards'
  if (parts.length === 0 && !withGuards)
    throw new Unable(`${name} has no part ${part}. It has: ${Object.keys(group.parts).join(', ')}, guards`)
  return { name, group, parts, withGuards, isWhole: part === undefined }
}

/** Tells of what was found out, and answers its line for the page. */
function told(name: string, what: string, scores: readonly Score[]) {
  const alive = scores.flatMap((score) => score.alive)
  const sum = (of: 'noticed' | 'timedOut') => scores.reduce((total, score) => total + score[of], 0)
  const [noticed, timedOut] = [sum('noticed'), sum('timedOut')]
  const all = noticed + alive.length
  const percent = Math.round((1_000 * noticed) / all) / 10
  for (const line of alive) console.log(`  not noticed: ${line}`)
  console.log(`${name}: ${noticed} of ${all} noticed, ${percent} % (${timedOut} ran out of time)`)
  const day = new Date().toISOString().slice(0, 10)
  return {
    line: `| ${name} | ${what} | ${all} | ${noticed} | ${timedOut} | ${percent} % | ${day} |`,
    percent,
  }
}

/** Puts the line of a group into its page, in the place of the one that stood there. */
function note(name: string, line: string): void {
  const text = readFileSync(page, 'utf8')
  writeFileSync(
    page,
    text.replace(new RegExp(`^\\| ${name} \\|.*$`, 'm'), () => line),
  )
}
