// `npm run check:deps`: what is publicly known against our dependencies. Says so where the registry cannot be asked.
import { spawnSync } from 'node:child_process'
import { belowFloors, floors } from './deps/floors.ts'
import { explain } from './start/explain.ts'
import { root } from './start/root.ts'
import { readWords } from './start/words.ts'

try {
  readWords('deps')
} catch (error) {
  explain(error)
}

const old = belowFloors()
for (const line of old) console.log(line)
console.log(
  `${Object.keys(floors).length} dependencies were held against the versions that are known to be needed: ${old.length} are too old.`,
)

const asked = spawnSync('pnpm', ['audit', '--prod', '--json'], {
  cwd: root,
  encoding: 'utf8',
  timeout: 60_000,
})
const found = read(asked.stdout)
if (found === null) {
  const why = /ERR_PNPM_\w+/.exec(asked.stderr + asked.stdout)?.[0] ?? 'no answer'
  console.log(
    `The registry's list of advisories could not be asked (${why}), so nothing was held against it.`,
  )
} else {
  for (const { severity, module_name: name, title, url } of found)
    console.log(`${severity}: ${name}: ${title} ${url}`)
  console.log(`The registry knows ${found.length} advisories against what is installed.`)
}
const isGrave = (found ?? []).some(({ severity }) => severity === 'high' || severity === 'critical')
process.exitCode = old.length > 0 || isGrave ? 1 : 0

type Advisory = {
  readonly severity: string
  readonly module_name: string
  readonly title: string
  readonly url: string
}

/** The advisories of the answer; null for one that is none. */
function read(text: string): readonly Advisory[] | null {
  try {
    const { advisories } = JSON.parse(text) as { advisories?: Readonly<Record<string, Advisory>> }
    return advisories === undefined ? null : Object.values(advisories)
  } catch {
    return null
  }
}
