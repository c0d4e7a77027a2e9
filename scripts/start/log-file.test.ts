import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openLogFile } from './log-file.ts'

test('a log goes on where it ended, is its owner’s alone, and never fills the disk', () => {
  const folder = mkdtempSync(join(tmpdir(), 'shiplap-log-'))
  const path = join(folder, 'log', 'web.log')
  const line = Buffer.from(`${'x'.repeat(99)}\n`)
  for (let start = 0; start < 5; start++) {
    const log = openLogFile(path, 1_000)
    for (let n = 0; n < 10; n++) log.write(line)
  }
  expect(statSync(path).size + statSync(`${path}.1`).size).toBeLessThanOrEqual(2_200)
  expect(readFileSync(path, 'utf8').endsWith(String(line))).toBe(true)
  expect(statSync(path).mode & 0o077).toBe(0)
  rmSync(folder, { recursive: true })
})
