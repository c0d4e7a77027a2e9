import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { dirname, join } from 'node:path'
import type { Part } from './groups.ts'
import type { Place } from './place.ts'
import { run } from './run.ts'

/** What became of the changes: `alive` are those that no test noticed, `timedOut` those of the noticed that ran out of time. */
export type Score = {
  readonly noticed: number
  readonly timedOut: number
  readonly alive: readonly string[]
}

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

/**
 * Lets Stryker change the code of a part, one place at a time, and run its tests on each. What is found out is kept in
 * `kept`, also when it is interrupted: neither code nor tests having changed, it is not tried again.
 */
export async function mutate({ folder, postgresUrl }: Place, part: Part, kept: string): Promise<Score> {
  mkdirSync(dirname(kept), { recursive: true })
  writeFileSync(join(folder, 'vitest.config.ts'), vitestConfig(part.tests, postgresUrl))
  const config = {
    testRunner: 'vitest',
    plugins: ['@stryker-mutator/vitest-runner'],
    vitest: { configFile: 'vitest.config.ts', related: false },
    mutate: part.mutate,
    inPlace: true,
    incremental: true,
    incrementalFile: kept,
    coverageAnalysis: 'perTest',
    // Values that are made once at the start; each such change would run all tests.
    ignoreStatic: true,
    concurrency: Math.min(2, availableParallelism()),
    // A machine that others use as well must not make a change look noticed.
    timeoutMS: 30_000,
    reporters: ['progress-append-only'],
    disableTypeChecks: false,
    allowEmpty: false,
  }
  writeFileSync(join(folder, 'stryker.config.json'), JSON.stringify(config))
  const code = await run('stryker', ['run', 'stryker.config.json'], { cwd: folder, stdio: 'inherit' })
  if (code !== 0) throw new Error(`Stryker ended with ${code}`)
  return scoreOf(JSON.parse(readFileSync(kept, 'utf8')))
}

/** All tests of a run use the one PostgreSQL that is there, and a change that hangs them ends soon. */
export function vitestConfig(tests: readonly string[], postgresUrl: string): string {
  const test = {
    include: tests,
    provide: { postgresUrl },
    testTimeout: 20_000,
    hookTimeout: 20_000,
    bail: 1,
  }
  return `export default ${JSON.stringify({ test })}`
}

function scoreOf({ files }: Report): Score {
  const mutants = Object.entries(files).flatMap(([file, { mutants: some }]) =>
    some.map((mutant) => ({ file, ...mutant })),
  )
  const those = (...states: string[]) => mutants.filter(({ status }) => states.includes(status))
  return {
    noticed: those('Killed', 'Timeout').length,
    timedOut: those('Timeout').length,
    // What could not be tried was noticed by nobody: else a broken place would look like a good score.
    alive: those('Survived', 'NoCoverage', 'RuntimeError', 'CompileError').map(
      ({ file, location, mutatorName, replacement }) =>
        `${file}:${location.start.line} ${mutatorName} → ${replacement ?? ''}`,
    ),
  }
}
