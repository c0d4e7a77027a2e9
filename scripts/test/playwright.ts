import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { run } from '../bootstrap/run.mjs'
import { root } from '../start/root.ts'
import { judge } from './judge.ts'
import type { Outcome } from './tally.ts'

type Report = {
  readonly stats: { readonly expected: number; readonly unexpected: number; readonly flaky: number }
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
  const { ok, output } = await run('playwright', ['test'], {
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
  const none: Report = { stats: { expected: 0, unexpected: 0, flaky: 0 } }
  const { stats }: Report = await readFile(file, 'utf8').then(JSON.parse, () => none)
  return judge({ passed: stats.expected, failed: stats.unexpected + stats.flaky, ok, output })
}
