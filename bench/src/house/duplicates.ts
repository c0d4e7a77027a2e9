import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { root } from './files.ts'

const jscpd = fileURLToPath(new URL('../../node_modules/.bin/jscpd', import.meta.url))

/** Pairs of places with the same six lines or more, as jscpd sees them. */
export function duplicatePlaces(): number {
  const output = mkdtempSync(join(tmpdir(), 'shiplap-bench-copies-'))
  try {
    const options = ['--min-lines', '6', '--min-tokens', '50', '--format', 'typescript,tsx', '--silent']
    const ignored = ['--ignore', '**/node_modules/**,**/.next/**,**/*.test.ts,**/schema.ts']
    const folders = ['apps', 'packages', 'scripts', 'bench/src']
    const run = spawnSync(
      jscpd,
      [...options, ...ignored, '--reporters', 'json', '--output', output, ...folders],
      {
        cwd: root,
        encoding: 'utf8',
      },
    )
    if (run.error !== undefined) throw run.error
    const report = JSON.parse(readFileSync(join(output, 'jscpd-report.json'), 'utf8'))
    return report.duplicates.length
  } finally {
    rmSync(output, { recursive: true })
  }
}
