import { join } from 'node:path'
import { root } from '../start/root.ts'
import { judge } from './judge.ts'
import { withSecondTry } from './second-try.ts'
import { runSuite } from './suite.ts'
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
  const file = join(results, 'vitest.json')
  const runFiles = async (files: readonly string[]) => {
    const { ok, output, report } = await runSuite<Report>(
      ['vitest', 'run', ...files, '--reporter=default', '--reporter=json', `--outputFile.json=${file}`],
      { cwd: root, env: { ...env, NO_COLOR: '1' }, file },
    )
    const failed = (report?.testResults ?? []).map(({ name, assertionResults }) => ({
      name,
      titles: assertionResults.filter(({ status }) => status === 'failed').map(({ fullName }) => fullName),
    }))
    return {
      ...judge({ passed: report?.numPassedTests ?? 0, failed: report?.numFailedTests ?? 0, ok, output }),
      failedTitles: failed.flatMap(({ titles }) => titles),
      failedFiles: failed.filter(({ titles }) => titles.length > 0).map(({ name }) => name),
    }
  }
  return withSecondTry(
    () => runFiles([]),
    ({ failedFiles }) => runFiles(failedFiles),
  )
}
