// The command, or any part of the product, is killed.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { build } from './start/build.ts'
import { allGone, logIn, register, type Started, startProduct, until } from './start/testing.ts'
import { processesOf } from './test/left-behind.ts'

// Each starts the whole product, some of them twice.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 })

let dataDir: string
const started: Started[] = []

beforeAll(() => build(), 240_000)
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'shiplap-start-'))
})
afterEach(async () => {
  for (const { process } of started.splice(0)) process.kill('SIGTERM')
  await allGone(dataDir)
  rmSync(dataDir, { recursive: true, force: true })
})

test('after kill -9 of the command its parts end by themselves, and the next start finds all it had', async () => {
  const first = await run()
  await first.up
  const secrets = readFileSync(join(dataDir, 'secrets.json'), 'utf8')
  await register(first, 'runner-one')
  first.process.kill('SIGKILL')
  await allGone(dataDir)
  const second = await run()
  await second.up
  expect(readFileSync(join(dataDir, 'secrets.json'), 'utf8')).toBe(secrets)
  expect(await logIn(second, 'runner-one')).toBe(200)
})

test('kill -9 of any part loses nothing that was acknowledged, and it comes back by itself', async () => {
  const first = await run()
  await first.up
  const parts = ['server.ts', 'src/main.ts', 'redis-server', 'bin/postgres']
  for (const [number, part] of parts.entries()) {
    await register(first, `runner-${number}`)
    process.kill(pidOf(part), 'SIGKILL')
    // Twice a second, for tries to sign in are counted.
    await until(async () => (await logIn(first, `runner-${number}`)) === 200, 500)
  }
  await until(() => parts.every((part) => isRunning(part)))
  for (const { pid } of processesOf(dataDir)) killIfThere(pid)
  await allGone(dataDir)
  const second = await run()
  await second.up
  for (const number of parts.keys()) expect(await logIn(second, `runner-${number}`)).toBe(200)
})

for (const signal of ['SIGTERM', 'SIGKILL'] as const)
  test(`ending npm by ${signal} ends everything within ten seconds`, async () => {
    const npm = await run(['npm', 'start'])
    await npm.up
    const since = Date.now()
    npm.process.kill(signal)
    await allGone(dataDir)
    expect(Date.now() - since).toBeLessThan(10_000)
    expect(readdirSync(dataDir)).not.toContain('lock')
  })

async function run(command: readonly [string, ...string[]] = ['node', 'scripts/start.ts']): Promise<Started> {
  const product = await startProduct(command, { dataDir })
  started.push(product)
  return product
}

function pidOf(part: string): number {
  const found = processesOf(dataDir).find(({ command }) => command.includes(part))
  if (found === undefined) throw new Error(`${part} does not run`)
  return found.pid
}

/** One part may end because another one has just been killed. */
function killIfThere(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
  }
}

const isRunning = (part: string) => processesOf(dataDir).some(({ command }) => command.includes(part))
