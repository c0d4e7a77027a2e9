import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeAll, beforeEach } from 'vitest'
import { build } from './build.ts'
import { allGone, type Started, startProduct } from './testing.ts'

type Options = {
  readonly command?: readonly [string, ...string[]]
  readonly port?: number
  readonly env?: NodeJS.ProcessEnv
}

/** A data folder for each test of a file, and a way to start the product over it. After the test nothing of it is left. */
export function startsOfEachTest() {
  let dataDir = ''
  const started: Started[] = []
  beforeAll(() => build(), 240_000)
  beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'shiplap-start-'))
  })
  afterEach(async () => {
    for (const { process } of started.splice(0)) process.kill('SIGTERM')
    await allGone(dataDir)
    for (const folder of [dataDir, `${dataDir}-sample`]) rmSync(folder, { recursive: true, force: true })
  })
  return {
    dataDir: () => dataDir,
    async run({ command = ['node', 'scripts/start.ts'], ...options }: Options = {}): Promise<Started> {
      const product = await startProduct(command, { dataDir, ...options })
      started.push(product)
      return product
    },
  }
}
