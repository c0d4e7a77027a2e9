import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { leftBehind } from './left-behind.ts'
import type { Outcome } from './tally.ts'

/**
 * A folder that every step takes for the system's temporary one, so that whatever a test forgets there is seen.
 * Results lie beside it in `results`.
 */
export function openScratch() {
  const folder = mkdtempSync(join(tmpdir(), 'shiplap-tests-'))
  chmodSync(folder, 0o711) // PostgreSQL may run as another account that must get past here
  const results = mkdtempSync(join(tmpdir(), 'shiplap-results-'))
  return {
    folder,
    results,
    /** Fails when anything is left in the folder or runs under it, after giving it a moment to go. */
    async checkClean(): Promise<Outcome> {
      const giveUpAt = Date.now() + 10_000
      for (;;) {
        const left = leftBehind(folder)
        if (left.length === 0) return { passed: 1, failed: 0, output: '' }
        if (Date.now() > giveUpAt) return { passed: 0, failed: 1, output: left.join('\n') }
        await sleep(100)
      }
    },
    remove() {
      for (const path of [folder, results]) rmSync(path, { recursive: true, force: true })
    },
  }
}
