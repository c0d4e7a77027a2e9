import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { run } from '../bootstrap/run.mjs'
import { root } from '../start/root.ts'
import { judge } from './judge.ts'
import type { Outcome } from './tally.ts'

type Report = { readonly numPassedTests: number; readonly numFailedTests: number }

/** Runs every test that needs no browser. A run that fails outside of its tests, or has none, has failed too. */
export async function runVitest({
  results,
  env,
}: {
  results: string
  env: NodeJS.ProcessEnv
}): Promise<Outcome> {
  const file = join(results, 'vitest.json')
  const args = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
  const { ok, output } = await run('vitest', args, { cwd: root, env: { ...env, NO_COLOR: '1' } }).then(
    (text) => ({ ok: true, output: text }),
    (error: Error) => ({ ok: false, output: error.message }),
  )
  const report: Report = await readFile(file, 'utf8').then(JSON.parse, () => ({
    numPassedTests: 0,
    numFailedTests: 0,
  }))
  return judge({ passed: report.numPassedTests, failed: report.numFailedTests, ok, output })
}
