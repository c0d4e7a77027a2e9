import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { build } from './start/build.ts'
import { type Started, startProduct } from './start/testing.ts'
import { processesOf } from './test/left-behind.ts'

// Each starts the whole product, some of them twice.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 })

const start = ['node', 'scripts/start.ts'] as const
let dataDir: string
const started: Started[] = []

beforeAll(() => build(), 240_000)
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'shiplap-start-'))
})
afterEach(async () => {
  for (const { process } of started.splice(0)) process.kill('SIGTERM')
  await allGone()
  for (const folder of [dataDir, `${dataDir}-sample`]) rmSync(folder, { recursive: true, force: true })
})

test('it tells its address, its data folder and how to become the first administrator', async () => {
  const product = await run()
  await product.up
  expect(product.output()).toContain(product.origin)
  expect(product.output()).toContain(dataDir)
  const { SETUP_TOKEN } = JSON.parse(readFileSync(join(dataDir, 'secrets.json'), 'utf8'))
  expect(product.output()).toContain(`${product.origin}/setup?token=${SETUP_TOKEN}`)
})

test('what it keeps is kept from the other accounts of the machine', async () => {
  const product = await run()
  await product.up
  for (const name of readdirSync(dataDir))
    expect([name, statSync(join(dataDir, name)).mode & 0o066]).toEqual([name, 0])
  expect(statSync(join(dataDir, 'secrets.json')).mode & 0o777).toBe(0o600)
})

test('Ctrl-C ends it well within ten seconds and leaves no process and no lock', async () => {
  const product = await run()
  await product.up
  const since = Date.now()
  product.process.kill('SIGINT')
  expect(await product.ended).toBe(0)
  expect(Date.now() - since).toBeLessThan(10_000)
  expect(processesOf(dataDir)).toEqual([])
  expect(readdirSync(dataDir)).not.toContain('lock')
})

test('a second one over the same data is told who runs already and how to run beside it', async () => {
  const first = await run()
  await first.up
  const second = await run()
  expect(await second.ended).toBe(1)
  expect(second.output()).toContain(`process ${first.process.pid}, ${first.origin}`)
  expect(second.output()).toContain('SHIPLAP_DATA=')
  expect((await fetch(`${first.origin}/api/ready`)).status).toBe(200)
})

test('a port in use is told with the setting that changes it, and nothing stays running', async () => {
  const other = createServer().listen(0, '127.0.0.1')
  await once(other, 'listening')
  const { port } = other.address() as { port: number }
  const product = await run({ port })
  expect(await product.ended).toBe(1)
  expect(product.output()).toContain(`Port ${port} is in use`)
  expect(product.output()).toContain('PORT=')
  other.close()
})

test('all wrong settings are told at once', async () => {
  const product = await run({ env: { PORT: 'abc', DATABASE_URL: 'mysql://me:secret@there/db' } })
  expect(await product.ended).toBe(1)
  expect(product.output()).toMatch(
    /PORT: must be a whole number[\s\S]*DATABASE_URL: must start with postgres/,
  )
  expect(product.output()).not.toContain('secret')
})

test('a database that does not answer is told without its password', async () => {
  const product = await run({ env: { DATABASE_URL: 'postgres://me:secret@127.0.0.1:1/db' } })
  expect(await product.ended).toBe(1)
  expect(product.output()).toMatch(/DATABASE_URL points to 127.0.0.1:1, and nobody answers/)
  expect(product.output()).not.toContain('secret')
  expect(readdirSync(dataDir)).not.toContain('postgres')
})

test('after kill -9 of the command its parts end by themselves, and the next start finds all it had', async () => {
  const first = await run()
  await first.up
  const secrets = readFileSync(join(dataDir, 'secrets.json'), 'utf8')
  await register(first, 'runner-one')
  first.process.kill('SIGKILL')
  await allGone()
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
  await allGone()
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
    await allGone()
    expect(Date.now() - since).toBeLessThan(10_000)
    expect(readdirSync(dataDir)).not.toContain('lock')
  })

test('--sample shows a living place, in a folder of its own, under a password of its own, and again later', async () => {
  const first = await run({ command: ['node', 'scripts/start.ts', '--sample'] })
  await first.up
  const { password } = JSON.parse(readFileSync(join(`${dataDir}-sample`, 'sample.json'), 'utf8'))
  expect(first.output()).toContain(password)
  expect(first.output()).not.toContain('/setup?token=')
  expect(readdirSync(dataDir)).toEqual([])
  expect(await logIn(first, 'ada', password)).toBe(200)
  const board = await fetch(`${first.origin}/api/v1/boards/url-shortener/all-milestones`)
  const { entries } = (await board.json()) as {
    entries: { runner: { username: string }; achievedAt: string }[]
  }
  expect(entries[0]?.runner.username).toBe('grace')
  // What it shows has happened over some days, and none of it lies ahead.
  const daysAgo = entries.map(({ achievedAt }) => (Date.now() - Date.parse(achievedAt)) / 86_400_000)
  expect(Math.max(...daysAgo)).toBeGreaterThan(3)
  expect(Math.min(...daysAgo)).toBeGreaterThan(0)
  first.process.kill('SIGTERM')
  await first.ended
  const second = await run({ command: ['node', 'scripts/start.ts', '--sample'] })
  await second.up
  expect(second.output()).toContain(password)
  expect(await logIn(second, 'ada', password)).toBe(200)
})

type Options = { command?: readonly [string, ...string[]]; port?: number; env?: NodeJS.ProcessEnv }

async function run({ command = start, ...options }: Options = {}): Promise<Started> {
  const product = await startProduct(command, { dataDir, ...options })
  started.push(product)
  return product
}

const password = 'seven quiet planks'

async function register({ origin }: Started, username: string): Promise<void> {
  const answer = await post(`${origin}/api/v1/auth/register`, { username, password })
  if (answer !== 201) throw new Error(`registering answered ${answer}`)
}

const logIn = ({ origin }: Started, login: string, as = password) =>
  post(`${origin}/api/v1/auth/login`, { login, password: as })

/** The status of the answer; 0 where nobody answers. */
async function post(url: string, body: object): Promise<number> {
  const headers = { 'content-type': 'application/json' }
  const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) }).catch(
    () => undefined,
  )
  return answer?.status ?? 0
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

const allGone = () => until(() => processesOf(dataDir).length === 0)

async function until(isSo: () => boolean | Promise<boolean>, everyMs = 50): Promise<void> {
  const giveUpAt = Date.now() + 20_000
  while (!(await isSo())) {
    if (Date.now() > giveUpAt)
      throw new Error(`still not so; running: ${JSON.stringify(processesOf(dataDir))}`)
    await sleep(everyMs)
  }
}
