import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './files.ts'

/** Seconds of the last `npm test` that ran whole here; it takes longer than a part of the bench may. */
export function lastWholeTest(): number {
  try {
    return Number(readFileSync(join(root, '.cache', 'last-test-seconds'), 'utf8'))
  } catch {
    return Number.NaN
  }
}
