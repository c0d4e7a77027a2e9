// Two web processes and three workers behind one address: what an operator does when one of each is not enough.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { usualAccountSettings } from '@shiplap/api/account-settings'
import { type Client, createClient } from '@shiplap/client'
import { refusalOf } from '@shiplap/client/refusal'
import { createTestDatabase, type TestDatabase } from '@shiplap/db/testing'
import { freePort } from '@shiplap/embedded/free-port'
import { startRedis } from '@shiplap/embedded/redis'
import { enqueueMany } from '@shiplap/jobs/enqueue'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openRoundRobin } from './testing/round-robin.ts'

const password = 'correct horse battery'
const pepper = 'a pepper for tests that nobody else may have'
let dir: string
let database: TestDatabase
let redis: Awaited<ReturnType<typeof startRedis>>
let proxy: Awaited<ReturnType<typeof openRoundRobin>>
let webs: ChildProcess[]
let workers: { readonly child: ChildProcess; readonly metricsPort: number }[]
const clients: Client[] = []

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'shiplap-many-'))
  ;[database, redis] = await Promise.all([createTestDatabase(), startRedis({ dataDir: join(dir, 'redis') })])
  const ports = [await freePort(), await freePort()]
  proxy = await openRoundRobin(ports)
  webs = await Promise.all(ports.map(startWeb))
  workers = await Promise.all([1, 2, 3].map(startWorker))
}, 90_000)
afterAll(async () => {
  await Promise.all(clients.map((client) => client.close()))
  await Promise.all([...webs, ...workers.map(({ child }) => child)].map(end))
  proxy.close()
  await redis.stop()
  await database.drop()
  await rm(dir, { recursive: true, force: true })
})

async function startWeb(port: number): Promise<ChildProcess> {
  const settings = {
    databaseUrl: database.url,
    redisUrl: redis.url,
    origin: `http://127.0.0.1:${port}`,
    pepper,
    dataDir: dir,
    trustedProxies: 0,
    passwordCost: 4,
    accounts: { ...usualAccountSettings, addressLimitFactor: 1_000 },
    messages: { points: 1_000, perMs: 10_000 },
    deployment: 'test',
  }
  const child = spawn(process.execPath, ['scripts/testing/serve-api.ts'], {
    env: { ...process.env, SETTINGS: JSON.stringify(settings) },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(child.stdout ?? child, 'data')
  return child
}

async function startWorker() {
  const metricsPort = await freePort()
  const env = {
    DATABASE_URL: database.url,
    REDIS_URL: redis.url,
    PEPPER: pepper,
    DATA_DIR: dir,
    METRICS_PORT: String(metricsPort),
    LOG_LEVEL: 'error',
  }
  const child = spawn(process.execPath, ['apps/worker/src/main.ts'], {
    env: { ...process.env, ...env },
    stdio: 'inherit',
  })
  while (!(await metricsOf(metricsPort))) await wait(50)
  return { child, metricsPort }
}

const metricsOf = (port: number) =>
  fetch(`http://127.0.0.1:${port}/metrics`).then(
    (response) => response.text(),
    () => null,
  )

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill('SIGTERM')
  await once(child, 'exit')
}

/** A program of its own, on connections of its own. */
async function person(username: string): Promise<Client> {
  const client = createClient({ url: `http://127.0.0.1:${proxy.port}` })
  clients.push(client)
  await client.register({ username, password })
  return client
}

type Listener = { readonly seen: () => readonly number[]; readonly until: (seq: number) => Promise<void> }
function listen({ api }: Client, room: string): Promise<Listener> {
  const seen: number[] = []
  let heard = () => {}
  const until = async (seq: number) => {
    while ((seen.at(-1) ?? 0) < seq) await new Promise<void>((resolve) => (heard = resolve))
  }
  return new Promise((resolve) => {
    api.message.live.subscribe(
      { room },
      {
        onData({ data }) {
          if ('lines' in data) resolve({ seen: () => seen, until })
          else if ('seq' in data) seen.push(data.seq)
          heard()
        },
      },
    )
  })
}

test('people on both processes hear everything that is said on either, in order, also when one is killed', async () => {
  const people = await Promise.all(Array.from({ length: 6 }, (_, index) => person(`person-${index}`)))
  expect([...proxy.given.values()].every((count) => count > 0)).toBe(true)
  const [host] = people
  if (!host) throw new Error('nobody came')
  await host.api.room.create.mutate({ title: 'Hall' })
  const listeners = await Promise.all(people.map((client) => listen(client, 'hall')))
  const say = async (client: Client, body: string) => {
    // Whoever gets no answer asks again with the same key, which counts once.
    const said = { room: 'hall', body, clientKey: crypto.randomUUID() }
    for (let attempt = 1; ; attempt++) {
      try {
        return (await client.api.message.send.mutate(said)).seq
      } catch (error) {
        if (refusalOf(error) !== null || attempt === 20) throw error
        await wait(100)
      }
    }
  }
  const round = async (from: number) => {
    const spoken = people.flatMap((client) => [1, 2, 3].map((n) => say(client, `${n} of ${from}`)))
    const last = Math.max(...(await Promise.all(spoken)))
    expect(last).toBe(from + people.length * 3)
    await Promise.all(listeners.map((listener) => listener.until(last)))
    for (const { seen } of listeners)
      expect(seen()).toEqual(Array.from({ length: last }, (_, index) => index + 1))
    return last
  }
  const last = await round(0)
  const [first] = webs
  if (!first) throw new Error('no process')
  first.kill('SIGKILL')
  await once(first, 'exit')
  await round(last)
  webs[0] = await startWeb([...proxy.given.keys()][0] ?? 0)
}, 60_000)

test('a session that is ended through one process is ended on the other', async () => {
  const here = await person('twice')
  const second = createClient({ url: `http://127.0.0.1:${proxy.port}` })
  clients.push(second)
  await second.signIn({ login: 'twice', password })
  await second.api.account.me.query()
  await here.api.device.revokeOthers.mutate()
  const answers = await Promise.all(
    Array.from({ length: 12 }, () =>
      second.api.account.me.query().then(
        () => 'in',
        (error) => refusalOf(error)?.reason,
      ),
    ),
  )
  expect(new Set(answers)).toEqual(new Set(['account.signed-out']))
})

test('three workers share the jobs, and each job is done once', async () => {
  const count = 900
  const payloads = Array.from({ length: count }, () => ({ runId: crypto.randomUUID() }))
  await enqueueMany(database.db, 'run.expire', payloads)
  const doneOf = async (port: number) => {
    const text = (await metricsOf(port)) ?? ''
    return Number(/shiplap_job_seconds_count\{kind="run\.expire",outcome="done"\} (\d+)/.exec(text)?.[1] ?? 0)
  }
  let each: number[] = []
  do {
    await wait(100)
    each = await Promise.all(workers.map(({ metricsPort }) => doneOf(metricsPort)))
  } while (each.reduce((sum, n) => sum + n, 0) < count)
  expect(each.reduce((sum, n) => sum + n, 0)).toBe(count)
  expect(Math.min(...each)).toBeGreaterThan(0)
  const rows = await database.rows<{
    left: number
  }>`select count(*)::int as left from job where kind = 'run.expire'`
  expect(rows[0]?.left).toBe(0)
}, 60_000)
