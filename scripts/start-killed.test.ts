// The command, or any part of the product, is killed.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { allGone, logIn, register, until } from './start/testing.ts'
import { startsOfEachTest } from './start/testing-each.ts'
import { processesOf } from './test/left-behind.ts'

// Each starts the whole product, some of them twice.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 })

const { dataDir, run } = startsOfEachTest()

test('after kill -9 of the command its parts end by themselves, and the next start finds all it had', async () => {
  const first = await run()
  await first.up
  const secrets = readFileSync(join(dataDir(), 'secrets.json'), 'utf8')
  await register(first, 'runner-one')
  first.process.kill('SIGKILL')
  await allGone(dataDir())
  const second = await run()
  await second.up
  expect(readFileSync(join(dataDir(), 'secrets.json'), 'utf8')).toBe(secrets)
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
  for (const { pid } of processesOf(dataDir())) killIfThere(pid)
  await allGone(dataDir())
  const second = await run()
  await second.up
  for (const number of parts.keys()) expect(await logIn(second, `runner-${number}`)).toBe(200)
})

for (const signal of ['SIGTERM', 'SIGKILL'] as const)
  test(`ending npm by ${signal} ends everything within ten seconds`, async () => {
    const npm = await run({ command: ['npm', 'start'] })
    await npm.up
    const since = Date.now()
    npm.process.kill(signal)
    await allGone(dataDir())
    expect(Date.now() - since).toBeLessThan(10_000)
    expect(readdirSync(dataDir())).not.toContain('lock')
  })

function pidOf(part: string): number {
  const found = processesOf(dataDir()).find(({ command }) => command.includes(part))
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

const isRunning = (part: string) => processesOf(dataDir()).some(({ command }) => command.includes(part))
