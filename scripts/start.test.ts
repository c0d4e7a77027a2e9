import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { allGone, logIn, type Started, startProduct } from './start/testing.ts'
import { startsOfEachTest } from './start/testing-each.ts'
import { processesOf } from './test/left-behind.ts'

// Each starts the whole product, some of them twice.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 })

const start = ['node', 'scripts/start.ts'] as const
const { dataDir, run } = startsOfEachTest()

// One start serves four promises, since each start costs seconds: the last one ends it.
describe('one that runs', () => {
  let dataDir: string
  let product: Started
  beforeAll(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'shiplap-runs-'))
    product = await startProduct(start, { dataDir })
    await product.up
  })
  afterAll(async () => {
    product.process.kill('SIGTERM')
    await allGone(dataDir)
    rmSync(dataDir, { recursive: true })
  })

  test('tells its address, its data folder and how to become the first administrator', () => {
    expect(product.output()).toContain(product.origin)
    expect(product.output()).toContain(dataDir)
    const { SETUP_TOKEN } = JSON.parse(readFileSync(join(dataDir, 'secrets.json'), 'utf8'))
    expect(product.output()).toContain(`${product.origin}/setup?token=${SETUP_TOKEN}`)
  })

  test('keeps what it keeps from the other accounts of the machine', () => {
    for (const name of readdirSync(dataDir))
      expect([name, statSync(join(dataDir, name)).mode & 0o066]).toEqual([name, 0])
    expect(statSync(join(dataDir, 'secrets.json')).mode & 0o777).toBe(0o600)
  })

  test('is named to a second one over the same data, with how to run beside it', async () => {
    const second = await startProduct(start, { dataDir })
    expect(await second.ended).toBe(1)
    expect(second.output()).toContain(`process ${product.process.pid}, ${product.origin}`)
    expect(second.output()).toContain('SHIPLAP_DATA=')
    expect((await fetch(`${product.origin}/api/ready`)).status).toBe(200)
  })

  test('ends by Ctrl-C well within ten seconds and leaves no process and no lock', async () => {
    const since = Date.now()
    product.process.kill('SIGINT')
    expect(await product.ended).toBe(0)
    expect(Date.now() - since).toBeLessThan(10_000)
    expect(processesOf(dataDir)).toEqual([])
    expect(readdirSync(dataDir)).not.toContain('lock')
  })
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
  expect(readdirSync(dataDir())).not.toContain('postgres')
})

test('--sample shows a living place, in a folder of its own, under a password of its own, and again later', async () => {
  const first = await run({ command: ['node', 'scripts/start.ts', '--sample'] })
  await first.up
  const { password } = JSON.parse(readFileSync(join(`${dataDir()}-sample`, 'sample.json'), 'utf8'))
  expect(first.output()).toContain(password)
  expect(first.output()).not.toContain('/setup?token=')
  expect(readdirSync(dataDir())).toEqual([])
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
