// Two web processes and three workers behind one address: what an operator does when one of each is not enough.
// PGBOUNCER=/usr/sbin/pgbouncer puts that pooler between the webs and PostgreSQL.
import { execFile } from 'node:child_process'
import { get, type IncomingMessage } from 'node:http'
import { text } from 'node:stream/consumers'
import { setTimeout as wait } from 'node:timers/promises'
import { promisify } from 'node:util'
import { type Client, createClient } from '@shiplap/client'
import { refusalOf } from '@shiplap/client/refusal'
import { enqueueMany } from '@shiplap/jobs/enqueue'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Fleet, metricsOf, openFleet } from './testing/fleet.ts'

const password = 'correct horse battery'
let fleet: Fleet
const clients: Client[] = []

beforeAll(async () => {
  fleet = await openFleet({ pooler: process.env.PGBOUNCER })
}, 240_000)
afterAll(async () => {
  await Promise.all(clients.map((client) => client.close()))
  await fleet?.close()
}, 60_000)

/** A program of its own, on connections of its own. */
function program(): Client {
  const client = createClient({ url: fleet.origin })
  clients.push(client)
  return client
}
async function person(username: string): Promise<Client> {
  const client = program()
  await client.register({ username, password })
  return client
}

/** Asks on a connection of its own, so that each request may meet another process. */
async function ask(path: string, headers: Record<string, string> = {}) {
  const response = await new Promise<IncomingMessage>((resolve, reject) =>
    get(`${fleet.origin}${path}`, { agent: false, headers }, resolve).once('error', reject),
  )
  return { status: response.statusCode, headers: response.headers, body: await text(response) }
}

test('pages and what they load come from either process, to a person who signed in at one of them', async () => {
  const registered = await fetch(`${fleet.origin}/api/trpc/account.register`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username: 'browser', password }),
  })
  const cookie = registered.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')
  const before = [...fleet.given.values()]
  const pages = await Promise.all(Array.from({ length: 4 }, () => ask('/devices', { cookie })))
  expect(pages.map(({ status }) => status)).toEqual([200, 200, 200, 200])
  for (const { body } of pages) expect(body).toContain('browser')
  expect([...fleet.given.values()].map((count, index) => count - (before[index] ?? 0))).toEqual([2, 2])
  // Both are of one build, and say so; by that a page knows that it is old.
  const releases = await Promise.all(Array.from({ length: 4 }, () => ask('/api/v1/instance')))
  const names = new Set(releases.map(({ body }) => (JSON.parse(body) as { deployment: string }).deployment))
  expect([names.size, names.has('development')]).toEqual([1, false])
  const loaded = [...new Set(pages.flatMap(({ body }) => body.match(/\/_next\/static\/[^"\\?]+/g) ?? []))]
  expect(loaded.length).toBeGreaterThan(5)
  for (const path of [...loaded, ...loaded]) expect([path, (await ask(path)).status]).toEqual([path, 200])
})

test('fifty people register at once by the public script, and their jobs are soon done, whatever else waits', async () => {
  await fleet.database.db
    .insertInto('job')
    .values({ kind: 'nobody.takes-it', payload: '{}', maxAttempts: 1 })
    .execute()
  const operator = await person('operator')
  await operator.close()
  await fleet.database.db
    .updateTable('account')
    .set({ role: 'admin' })
    .where('usernameKey', '=', 'operator')
    .execute()
  const { stdout } = await promisify(execFile)(process.execPath, ['scripts/register-50.ts', fleet.origin], {
    env: { ...process.env, ADMIN_LOGIN: 'operator', ADMIN_PASSWORD: password },
  })
  expect(stdout).toMatch(/^50 registrations at once in \d+ ms\napi p50 \d+ ms, p95 \d+ ms, slowest \d+ ms$/m)
  expect(stdout).toMatch(/^the queue is empty of their jobs \d+ ms after/m)
}, 60_000)

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
  expect([...fleet.given.values()].every((count) => count > 0)).toBe(true)
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
  await fleet.kill(0)
  await round(last)
  await fleet.startAgain(0)
}, 60_000)

test('a session that is ended through one process is ended on the other', async () => {
  const here = await person('twice')
  const second = program()
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
  await enqueueMany(fleet.database.db, 'run.expire', payloads)
  const doneOf = async (port: number) => {
    const text = (await metricsOf(port)) ?? ''
    return Number(/shiplap_job_seconds_count\{kind="run\.expire",outcome="done"\} (\d+)/.exec(text)?.[1] ?? 0)
  }
  let each: number[] = []
  do {
    await wait(100)
    each = await Promise.all(fleet.workers.map(({ metricsPort }) => doneOf(metricsPort)))
  } while (each.reduce((sum, n) => sum + n, 0) < count)
  expect(each.reduce((sum, n) => sum + n, 0)).toBe(count)
  expect(Math.min(...each)).toBeGreaterThan(0)
  const rows = await fleet.database.rows<{
    left: number
  }>`select count(*)::int as left from job where kind = 'run.expire'`
  expect(rows[0]?.left).toBe(0)
}, 60_000)
