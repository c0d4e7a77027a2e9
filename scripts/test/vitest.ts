import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { run } from '../bootstrap/run.mjs'
import { root } from '../start/root.ts'
import { judge } from './judge.ts'
import { type SuiteRun, withSecondTry } from './second-try.ts'
import type { Outcome } from './tally.ts'

type Report = {
  readonly numPassedTests: number
  readonly numFailedTests: number
  readonly testResults: readonly {
    readonly name: string
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[]
  }[]
}

/** Runs every test that needs no browser. A run that fails outside of its tests, or has none, has failed too. */
export async function runVitest({
  results,
  env,
}: {
  results: string
  env: NodeJS.ProcessEnv
}): Promise<Outcome> {
  const report = join(results, 'vitest.json')
  let failedFiles: readonly string[] = []
  const runFiles = async (files: readonly string[]): Promise<SuiteRun> => {
    await rm(report, { force: true })
    const args = ['run', ...files, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
    const { ok, output } = await run('vitest', args, { cwd: root, env: { ...env, NO_COLOR: '1' } }).then(
      (text) => ({ ok: true, output: text }),
      (error: Error) => ({ ok: false, output: error.message }),
    )
    const none: Report = { numPassedTests: 0, numFailedTests: 0, testResults: [] }
    const said: Report = await readFile(report, 'utf8').then(JSON.parse, () => none)
    const failed = said.testResults.flatMap(({ name, assertionResults }) =>
      assertionResults
        .filter(({ status }) => status === 'failed')
        .map(({ fullName }) => ({ file: name, title: fullName })),
    )
    failedFiles = [...new Set(failed.map(({ file }) => file))]
    return {
      ...judge({ passed: said.numPassedTests, failed: said.numFailedTests, ok, output }),
      failedTitles: failed.map(({ title }) => title),
    }
  }
  return withSecondTry(
    () => runFiles([]),
    () => runFiles(failedFiles),
  )
}
