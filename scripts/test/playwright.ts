import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { run } from '../bootstrap/run.mjs'
import { root } from '../start/root.ts'
import { judge } from './judge.ts'
import { type SuiteRun, withSecondTry } from './second-try.ts'
import type { Outcome } from './tally.ts'

type Suite = {
  readonly suites?: readonly Suite[]
  readonly specs: readonly { readonly ok: boolean; readonly title: string }[]
}
type Report = {
  readonly stats: { readonly expected: number; readonly unexpected: number }
  readonly suites: readonly Suite[]
}

/** Runs the browser suite against the production build. */
export async function runPlaywright({
  results,
  env,
}: {
  results: string
  env: NodeJS.ProcessEnv
}): Promise<Outcome> {
  const file = join(results, 'playwright.json')
  const runWith = async (...words: readonly string[]): Promise<SuiteRun> => {
    await rm(file, { force: true })
    const { ok, output } = await run('playwright', ['test', ...words], {
      cwd: join(root, 'apps', 'e2e'),
      env: {
        ...env,
        PATH: `${join(root, 'apps', 'e2e', 'node_modules', '.bin')}:${env.PATH}`,
        PLAYWRIGHT_JSON_OUTPUT_NAME: file,
      },
    }).then(
      (text) => ({ ok: true, output: text }),
      (error: Error) => ({ ok: false, output: error.message }),
    )
    const none: Report = { stats: { expected: 0, unexpected: 0 }, suites: [] }
    const { stats, suites }: Report = await readFile(file, 'utf8').then(JSON.parse, () => none)
    return {
      ...judge({ passed: stats.expected, failed: stats.unexpected, ok, output }),
      failedTitles: suites.flatMap(failedIn),
    }
  }
  return withSecondTry(
    () => runWith(),
    () => runWith('--last-failed'),
  )
}

function failedIn({ suites = [], specs }: Suite): readonly string[] {
  return [...specs.filter(({ ok }) => !ok).map(({ title }) => title), ...suites.flatMap(failedIn)]
}
