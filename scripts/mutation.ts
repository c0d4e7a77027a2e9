// `npm run mutation [-- group…]`: changes the rules that guard people, one place at a time, and counts what the tests notice.
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { copyCheckout } from './mutation/copy.ts'
import { groups } from './mutation/groups.ts'
import { mutateSql } from './mutation/sql.ts'
import { mutate } from './mutation/stryker.ts'
import { explain, Unable } from './start/explain.ts'
import { root } from './start/root.ts'
import { readWords } from './start/words.ts'

const least = 80
const page = join(root, 'docs', 'mutation.md')
const asked = askedFor()
const chosen = Object.entries(groups).filter(([name]) => asked.length === 0 || asked.includes(name))

const folder = copyCheckout()
process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
for (const [name, group] of chosen) {
  const [code, sql] = [mutate(folder, group), mutateSql(folder, group)]
  const killed = code.killed + sql.killed
  const survived = code.survived + sql.survived
  const score = Math.round((1_000 * killed) / (killed + survived)) / 10
  for (const line of [...code.alive, ...sql.alive]) console.log(`  not noticed: ${line}`)
  console.log(`${name}: ${killed} of ${killed + survived} noticed, ${score} %`)
  note(
    name,
    `| ${name} | ${group.what} | ${killed + survived} | ${killed} | ${score} % | ${new Date().toISOString().slice(0, 10)} |`,
  )
  if (!(score >= least)) process.exitCode = 1
}

function askedFor(): readonly string[] {
  try {
    const { words } = readWords('mutation')
    const unknown = words.filter((name) => !Object.hasOwn(groups, name))
    if (unknown.length === 0) return words
    throw new Unable(`There is no group ${unknown.join(', ')}. There are: ${Object.keys(groups).join(', ')}`)
  } catch (error) {
    explain(error)
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
