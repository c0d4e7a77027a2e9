import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Group } from './groups.ts'
import type { Score } from './stryker.ts'

/** Takes one guard at a time out of the SQL in `folder`, runs the tests of the group, and puts it back. */
export function mutateSql(folder: string, { sql, tests }: Group): Score {
  const alive: string[] = []
  for (const [file, from, to] of sql) {
    const path = join(folder, file)
    const text = readFileSync(path, 'utf8')
    if (text.split(from).length !== 2) throw new Error(`${file} does not hold this once: ${from}`)
    writeFileSync(path, text.replace(from, to))
    const { status } = spawnSync(
      'vitest',
      ['run', '--bail=1', ...tests.filter((test) => test.includes('.pg.') || test.includes('*'))],
      {
        cwd: folder,
        stdio: 'ignore',
      },
    )
    writeFileSync(path, text)
    if (status === 0) alive.push(`${file} ${from.trim()} → ${to}`)
  }
  return { killed: sql.length - alive.length, survived: alive.length, alive }
}
