import { spawnSync } from 'node:child_process'
import { reaching, within } from '../frame/bars.ts'
import type { Part, Scenario } from '../frame/scenario.ts'
import { percentile } from '../frame/statistics.ts'
import { duplicatePlaces } from './duplicates.ts'
import { root, sourceFiles } from './files.ts'
import { importCycles } from './imports.ts'
import { lastWholeTest } from './last-test.ts'

/** How the house is kept: counted from the files under version control, and from the clock. */
export const part: Part<'shiplap'> = {
  title: 'Own house',
  contenders: { shiplap: 'Shiplap' },
  async open() {
    const files = sourceFiles()
    const of = (work: string) => files.filter((file) => file.work === work)
    const lengths = files.map(({ lines }) => lines)
    const linesOf = (some: typeof files) => some.reduce((sum, { lines }) => sum + lines, 0)
    const matches = (pattern: RegExp) =>
      files.reduce((sum, { text }) => sum + [...text.matchAll(pattern)].length, 0)
    return {
      scenarios: [
        counted('files of TypeScript', 'files', () => files.length),
        counted('lines of a file, median', 'lines', () => percentile(lengths, 0.5), within(50, 'lines')),
        counted(
          'lines of a file, 90th percentile',
          'lines',
          () => percentile(lengths, 0.9),
          within(200, 'lines'),
        ),
        counted('import cycles', 'circles', () => importCycles(files).length, within(0, '')),
        counted(
          '`any` in a thousand lines',
          '',
          () => (matches(anyType) / linesOf(files)) * 1_000,
          within(0.5, ''),
        ),
        counted('rules and types that are silenced', 'places', () => matches(suppression)),
        counted('places of six equal lines or more', 'pairs', () => duplicatePlaces()),
        counted(
          'lines of tests to a line of source',
          '',
          () => linesOf(of('test')) / linesOf(of('source')),
          reaching(0.7, ''),
        ),
        timed('pnpm check', ['pnpm', 'check']),
        timed('the tests of the rules alone', ['vitest', 'run', 'packages/domain']),
        counted('npm test, when it last ran whole on this machine', 's', lastWholeTest, within(480, 's')),
      ],
    }
  },
}

// A letter in brackets keeps a pattern from finding itself.
const anyType = /(?::|<|\bas|\|)\s*an[y]\b(?!\s*\()/g
const suppression = /biome-[i]gnore|oxlint-[d]isable|@ts-[i]gnore|@ts-[e]xpect-error|@ts-[n]ocheck/g

type Row = Scenario<'shiplap'>

function counted(name: string, unit: string, count: () => number, bar?: Row['bar']): Row {
  const row = { name, unit, isLessBetter: true, contenders: ['shiplap'] as const, rounds: 1 }
  const measure = async () => count()
  return bar === undefined ? { ...row, measure } : { ...row, measure, bar }
}

function timed(name: string, [file = '', ...args]: readonly string[]): Row {
  return counted(`${name}, warm`, 's', () => {
    const once = () => spawnSync(file, args, { cwd: root, stdio: 'ignore' })
    once()
    const began = performance.now()
    const { status } = once()
    return status === 0 ? (performance.now() - began) / 1_000 : Number.NaN
  })
}
