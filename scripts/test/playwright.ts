import { join } from 'node:path'
import { root } from '../start/root.ts'
import { judge } from './judge.ts'
import { withSecondTry } from './second-try.ts'
import { runSuite } from './suite.ts'
import type { Outcome } from './tally.ts'

type Group = {
  readonly suites?: readonly Group[]
  readonly specs: readonly { readonly ok: boolean; readonly title: string }[]
}
type Report = {
  readonly stats: { readonly expected: number; readonly unexpected: number }
  readonly suites: readonly Group[]
}

/** Runs the browser suite against the production build. */
export async function runPlaywright({
  results,
  env,
}: {
  results: string
  env: NodeJS.ProcessEnv
}): Promise<Outcome> {
  const cwd = join(root, 'apps', 'e2e')
  const file = join(results, 'playwright.json')
  const PATH = `${join(cwd, 'node_modules', '.bin')}:${env.PATH}`
  const runWith = async (...words: readonly string[]) => {
    const { ok, output, report } = await runSuite<Report>(['playwright', 'test', ...words], {
      cwd,
      env: { ...env, PATH, PLAYWRIGHT_JSON_OUTPUT_NAME: file },
      file,
    })
    const { expected = 0, unexpected = 0 } = report?.stats ?? {}
    return {
      ...judge({ passed: expected, failed: unexpected, ok, output }),
      failedTitles: (report?.suites ?? []).flatMap(failedIn),
    }
  }
  return withSecondTry(
    () => runWith(),
    () => runWith('--last-failed'),
  )
}

function failedIn({ suites = [], specs }: Group): readonly string[] {
  return [...specs.filter(({ ok }) => !ok).map(({ title }) => title), ...suites.flatMap(failedIn)]
}
