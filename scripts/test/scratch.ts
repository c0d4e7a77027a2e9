import { chmodSync, mkdtempSync, rmSync, statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { leftBehind } from './left-behind.ts'
import type { Outcome } from './tally.ts'

/**
 * A folder that every step takes for the system's temporary one, so that whatever a test forgets there is seen.
 * Results lie beside it in `results`, and what PostgreSQL keeps for the tests in `databases`.
 */
export function openScratch() {
  const folder = mkdtempSync(join(tmpdir(), 'shiplap-tests-'))
  chmodSync(folder, 0o711) // PostgreSQL may run as another account that must get past here
  const results = mkdtempSync(join(tmpdir(), 'shiplap-results-'))
  const databases = mkdtempSync(join(memory() ?? tmpdir(), 'shiplap-databases-'))
  chmodSync(databases, 0o711)
  return {
    folder,
    results,
    databases,
    /** Fails when anything is left in either folder or runs under it, after giving it a moment to go. */
    async checkClean(): Promise<Outcome> {
      const giveUpAt = Date.now() + 10_000
      for (;;) {
        const left = [...new Set([folder, databases].flatMap((each) => leftBehind(each)))]
        if (left.length === 0) return { passed: 1, failed: 0, output: '' }
        if (Date.now() > giveUpAt) return { passed: 0, failed: 1, output: left.join('\n') }
        await sleep(100)
      }
    },
    remove() {
      for (const path of [folder, results, databases]) rmSync(path, { recursive: true, force: true })
    },
  }
}

/**
 * Memory that files may lie in, where there is much more of it than the hundred megabytes they need: to copy a database, a
 * disk may take thirty times as long.
 */
function memory(): string | undefined {
  const path = '/dev/shm'
  if (process.availableMemory() < plenty) return
  try {
    const { bavail, bsize } = statfsSync(path)
    return bavail * bsize < plenty ? undefined : path
  } catch {
    return // only Linux has it
  }
}

const plenty = 2 * 1024 ** 3
