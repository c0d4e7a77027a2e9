import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Group } from './groups.ts'

/** What became of the changes: `survived` counts those that no test noticed. */
export type Score = { readonly killed: number; readonly survived: number; readonly alive: readonly string[] }

type Report = {
  readonly files: Readonly<
    Record<
      string,
      {
        readonly mutants: readonly {
          status: string
          mutatorName: string
          replacement?: string
          location: { start: { line: number } }
        }[]
      }
    >
  >
}

/** Lets Stryker change the code of a group in `folder`, one place at a time, and run its tests on each. */
export function mutate(folder: string, { mutate: files, tests, statics }: Group): Score {
  const report = join(folder, 'mutation.json')
  writeFileSync(
    join(folder, 'vitest.config.ts'),
    `export default { test: { include: ${JSON.stringify(tests)}, globalSetup: ['packages/db/src/testing-setup.ts'], testTimeout: 20_000, hookTimeout: 20_000, bail: 1 } }`,
  )
  const config = {
    testRunner: 'vitest',
    plugins: ['@stryker-mutator/vitest-runner'],
    vitest: { configFile: 'vitest.config.ts', related: false },
    mutate: files,
    inPlace: true,
    coverageAnalysis: 'perTest',
    ignoreStatic: !statics,
    concurrency: 2,
    timeoutMS: 10_000,
    reporters: ['json', 'progress-append-only'],
    jsonReporter: { fileName: report },
    disableTypeChecks: false,
    allowEmpty: false,
  }
  writeFileSync(join(folder, 'stryker.config.json'), JSON.stringify(config))
  spawnSync('stryker', ['run', 'stryker.config.json'], { cwd: folder, stdio: 'inherit' })
  const { files: told } = JSON.parse(readFileSync(report, 'utf8')) as Report
  const mutants = Object.entries(told).flatMap(([file, { mutants: some }]) =>
    some.map((mutant) => ({ file, ...mutant })),
  )
  const those = (...states: string[]) => mutants.filter(({ status }) => states.includes(status))
  const alive = those('Survived', 'NoCoverage').map(
    ({ file, location, mutatorName, replacement }) =>
      `${file}:${location.start.line} ${mutatorName} → ${replacement ?? ''}`,
  )
  return { killed: those('Killed', 'Timeout').length, survived: alive.length, alive }
}
