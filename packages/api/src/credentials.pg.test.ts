// Every procedure there is, found by walking the router: a new one is tried without anybody remembering.
import { once } from 'node:events'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { whoMay } from './hostile/who-may.ts'
import { allProcedures } from './procedures.ts'
import { createTestApi, type TestApi } from './testing.ts'
import { type Forgeries, forge } from './testing-forgeries.ts'
import type { TestVisitor } from './testing-visitor.ts'

type Headers = Readonly<Record<string, string>>

const name = '__Host-shiplap'
const password = 'a long enough phrase'
const procedures = allProcedures()
const isOpen = (path: string) => {
  const [noun = '', act = ''] = path.split('.')
  return whoMay[noun]?.[act] === 'anyone'
}
const closed = procedures.filter(({ path }) => !isOpen(path))

let world: TestApi
let member: TestVisitor
let tokens: Forgeries
/** What must let nobody in: the headers of a request by what is wrong with them. */
let bad: Readonly<Record<string, Headers>>
beforeAll(async () => {
  world = await createTestApi()
  member = world.visitor()
  const { account } = await member.api.account.register.mutate({ username: 'credentials', password })
  const gone = world.visitor()
  await gone.api.account.logIn.mutate({ login: 'credentials', password })
  const revoked = gone.cookies.get(name) ?? ''
  await gone.api.account.logOut.mutate()
  const ended = await program()
  await fetch(`${world.origin}/api/trpc/account.logOut`, post({ authorization: `Bearer ${ended.access}` }))
  const living = await program()
  tokens = await forge(world, living.access)
  const junk = 'x'.repeat(43)
  bad = {
    'no credential': {},
    'an empty cookie': { cookie: `${name}=` },
    'a doubled cookie': { cookie: `${name}=${member.cookies.get(name)}; ${name}=${junk}` },
    'a cookie of 14 KB': { cookie: `${name}=${'a'.repeat(14_000)}` },
    'junk of the right length': { cookie: `${name}=${junk}` },
    'junk of a wrong length': { cookie: `${name}=junk` },
    'somebody’s account id': { cookie: `${name}=${account.id}` },
    'the cookie of an ended session': { cookie: `${name}=${revoked}` },
    'the cookie under another name': { cookie: `shiplap=${member.cookies.get(name)}` },
    'the device cookie in its place': { cookie: `${name}=${member.cookies.get('__Host-shiplap-device')}` },
    'an access token in the cookie': { cookie: `${name}=${living.access}` },
    'a token of an ended session': { authorization: `Bearer ${ended.access}` },
    'a refresh token as access token': { authorization: `Bearer ${living.refresh}` },
    'the cookie’s token as access token': { authorization: `Bearer ${member.cookies.get(name)}` },
    'another scheme': { authorization: 'Basic YTpi' },
    'a bad token beside a good cookie': {
      authorization: 'Bearer junk',
      cookie: `${name}=${member.cookies.get(name)}`,
    },
    'headers that skip middlewares elsewhere': {
      'x-middleware-subrequest': 'middleware:middleware:middleware',
      'next-action': 'a'.repeat(40),
      'x-forwarded-for': '127.0.0.1',
      'x-forwarded-host': 'localhost',
      'x-original-url': '/api/trpc/instance.get',
      'x-http-method-override': 'GET',
    },
  }
})
afterAll(() => world.close())

test('ASVS 9.1.1-3, 9.2.1-4: forged, stripped, confused and foreign tokens are refused where a good one is taken', async () => {
  const me = (token: string) =>
    fetch(`${world.origin}/api/trpc/account.me`, { headers: { authorization: `Bearer ${token}` } })
  expect((await me(tokens.good)).status).toBe(200)
  for (const [what, token] of Object.entries(tokens.bad)) expect((await me(token)).status, what).toBe(401)
})

test('no procedure lets anybody in by a bad credential, over HTTP', async () => {
  const forged = Object.entries(tokens.bad).map(
    ([what, token]) => [what, { authorization: `Bearer ${token}` }] as const,
  )
  const callsOf = (cases: readonly (readonly [string, Headers])[], asked: typeof procedures) =>
    cases.flatMap(([what, headers]) =>
      asked.flatMap(({ path, type }) => (type === 'subscription' ? [] : [{ what, headers, path, type }])),
    )
  const calls = [...callsOf(Object.entries(bad), procedures), ...callsOf(forged, closed)]
  await sideBySide(calls, async ({ what, headers, path, type }) => {
    const answer = await call(path, type, headers)
    const body = await answer.text()
    expect(answer.status, `${path} with ${what}: ${body}`).toBeLessThan(500)
    if (!isOpen(path)) expect(answer.status, `${path} with ${what}`).toBe(401)
    expect(body, `${path} with ${what}`).not.toMatch(/node_modules|\.ts:|stack/)
  })
  expect(calls.length).toBeGreaterThan(3_000)
  console.log(
    `credentials over HTTP: ${Object.keys(bad).length + forged.length} bad ones, ${calls.length} calls of ${procedures.length} procedures, nobody let in`,
  )
}, 60_000)

test('no procedure lets anybody in by a bad credential, over a WebSocket', async () => {
  let tried = 0
  await sideBySide(Object.entries(bad), async ([what, headers]) => {
    const answers = await askOverSocket(await open({ headers }), closed)
    for (const [index, code] of answers.entries())
      expect(code, `${closed[index]?.path} with ${what}`).toBe('UNAUTHORIZED')
    tried += answers.length
  })
  await sideBySide(Object.entries(tokens.bad), async ([what, accessToken]) => {
    // As programs bring it: in the first message.
    const answers = await askOverSocket(await open({ accessToken }), closed)
    for (const [index, code] of answers.entries())
      expect(code, `${closed[index]?.path} with ${what}`).toBe('UNAUTHORIZED')
    tried += answers.length
  })
  const me = closed.filter(({ path }) => path === 'account.me')
  expect(await askOverSocket(await open({ accessToken: tokens.good }), me)).toEqual(['ok'])
  expect(tried).toBeGreaterThan(3_000)
  console.log(`credentials over WebSocket: ${tried} calls, nobody let in`)
}, 60_000)

test('ASVS 3.5.1-3: a good cookie does nothing from another site’s page, whatever it sends', async () => {
  const cookie = `${name}=${member.cookies.get(name)}`
  const foreign: Readonly<Record<string, Headers>> = {
    'another origin': { origin: 'https://evil.example' },
    'no origin to speak of': { origin: 'null' },
    'a subdomain': { origin: world.origin.replace('127.0.0.1', 'sub.127.0.0.1') },
    'another port': { origin: 'http://127.0.0.1:1' },
    'a cross-site fetch': { 'sec-fetch-site': 'cross-site' },
    'a same-site fetch': { 'sec-fetch-site': 'same-site' },
    'a form': { 'content-type': 'application/x-www-form-urlencoded' },
    'a form with files': { 'content-type': 'multipart/form-data; boundary=x' },
    'plain text': { 'content-type': 'text/plain' },
    bytes: { 'content-type': 'application/octet-stream' },
  }
  const mutations = procedures.filter(({ type }) => type === 'mutation')
  const calls = Object.entries(foreign).flatMap(([what, headers]) =>
    mutations.map(({ path }) => ({ what, headers, path })),
  )
  await sideBySide(calls, async ({ what, headers, path }) => {
    const { status } = await call(path, 'mutation', { cookie, ...headers })
    expect(status, `${path} from ${what}`).toBe(headers['content-type'] === undefined ? 403 : 415)
  })
  for (const { path } of mutations)
    expect((await call(path, 'query', { cookie })).status, `GET ${path}`).toBe(405)
  for (const [what, headers] of Object.entries(foreign)) {
    if (headers['content-type'] !== undefined) continue
    await expect(open({ headers: { cookie, ...headers } }), what).rejects.toThrow('403')
  }
  // None of it ended the session or did anything else to it; from our own page the cookie is good.
  const own = { cookie, origin: world.origin, 'sec-fetch-site': 'same-origin' }
  expect((await call('account.me', 'query', own)).status).toBe(200)
  console.log(`foreign pages: ${calls.length} mutations tried with a good cookie, none run`)
}, 60_000)

test('nobody signs in to a cookie over a socket, where it could not be set', async () => {
  const socket = await open({})
  const input = { login: 'credentials', password }
  socket.send(JSON.stringify({ id: 1, method: 'mutation', params: { path: 'account.logIn', input } }))
  const [answer] = await once(socket, 'message')
  expect(String(answer)).toContain('account.cookies-need-http')
  socket.terminate()
})

test('CVE-2025-61928: fields that nobody asked for are refused, whatever they say', async () => {
  const { id } = await member.api.account.me.query()
  for (const extra of [{ userId: id }, { accountId: id }, { role: 'admin' }, { id }])
    for (const [path, body] of [
      ['account.register', { username: 'other', password }],
      ['account.update', { username: 'other' }],
      ['account.logIn', { login: 'credentials', password }],
    ] as const) {
      const answer = await member.fetch(`/api/trpc/${path}`, post({}, { ...body, ...extra }))
      expect(answer.status, `${path} ${JSON.stringify(extra)}`).toBe(400)
    }
})

const post = (headers: Headers, body: object = {}) => ({
  method: 'POST',
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify(body),
})

const call = (path: string, type: string, headers: Headers) =>
  type === 'query'
    ? fetch(`${world.origin}/api/trpc/${path}?input=%7B%7D`, { headers })
    : fetch(`${world.origin}/api/trpc/${path}`, post(headers))

async function program(): Promise<{ readonly access: string; readonly refresh: string }> {
  const visitor = world.visitor()
  const signedIn = await visitor.api.account.logIn.mutate({ login: 'credentials', password, means: 'tokens' })
  return { access: signedIn.tokens?.accessToken ?? '', refresh: signedIn.tokens?.refreshToken ?? '' }
}

/** Runs `act` on each, a few at a time. */
async function sideBySide<Each>(all: readonly Each[], act: (each: Each) => Promise<unknown>): Promise<void> {
  const left = all.values()
  const one = async () => {
    for (const each of left) await act(each)
  }
  await Promise.all(Array.from({ length: 12 }, one))
}

async function open({ headers = {}, accessToken }: { headers?: Headers; accessToken?: string }) {
  const query = accessToken === undefined ? '' : '?connectionParams=1'
  const socket = new WebSocket(`${world.origin.replace('http', 'ws')}/api/ws${query}`, { headers })
  await once(socket, 'open')
  if (accessToken !== undefined)
    socket.send(JSON.stringify({ method: 'connectionParams', data: { accessToken } }))
  return socket
}

/** Calls each on this socket and closes it; answers their codes in order, `ok` for what was let through. */
async function askOverSocket(socket: WebSocket, asked: typeof procedures): Promise<readonly string[]> {
  const codes = new Map<number, string>()
  const all = new Promise<void>((resolve) => {
    socket.on('message', (data) => {
      const message = JSON.parse(String(data)) as { id?: number; error?: { data: { code: string } } }
      if (typeof message.id === 'number') codes.set(message.id, message.error?.data.code ?? 'ok')
      if (codes.size === asked.length) resolve()
    })
  })
  for (const [id, { path, type }] of asked.entries())
    socket.send(JSON.stringify({ id, method: type, params: { path, input: {} } }))
  await all
  socket.terminate()
  return asked.map((_, id) => codes.get(id) ?? 'unanswered')
}
