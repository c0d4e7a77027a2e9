import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The name that Next gave the build in this folder; development has none. */
export function buildId(dir: string): string {
  const file = join(dir, '.next', 'BUILD_ID')
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : 'development'
}
