import { connect } from 'node:net'
import { hashToken, newToken } from '@shiplap/auth/session-token'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { allProcedures } from '../procedures.ts'
import { createPerson, type TestPerson } from '../testing-people.ts'
import { digestOf } from './digest.ts'
import { timing } from './slow.ts'
import { internals } from './tally.ts'
import { createListenedApi, type ListenedApi } from './world.ts'

// Requests as no client would write them, byte by byte: headers, addresses, bodies that lie about themselves.
let world: ListenedApi
let person: TestPerson
beforeAll(async () => {
  world = await createListenedApi()
  person = await createPerson(world, { username: 'raw' })
})
afterAll(() => world.close())

const json = 'content-type: application/json'
const get = (path: string, ...headers: string[]) => ask('GET', path, headers)
const post = (path: string, body: string, ...headers: string[]) =>
  ask('POST', path, [json, `content-length: ${Buffer.byteLength(body)}`, ...headers], body)

function ask(method: string, path: string, headers: readonly string[] = [], body = ''): string {
  return `${[`${method} ${path} HTTP/1.1`, 'host: 127.0.0.1', 'connection: close', ...headers].join('\r\n')}\r\n\r\n${body}`
}

/** The connection ends without an answer. */
const closed = 0
const trpc = '/api/trpc/instance.get'
const login = '/api/trpc/account.logIn'
const jsonOf = (value: unknown) => JSON.stringify(value)

const cases: readonly (readonly [what: string, request: string, statuses: readonly number[]])[] = [
  ['eleven calls in a batch', get(`/api/trpc/${Array(11).fill('instance.get').join(',')}?batch=1`), [413]],
  ['7,000 commas in the path', get(`/api/trpc/${','.repeat(7_000)}?batch=1`), [413]],
  ['a body said to be 300 MB', ask('POST', login, [json, 'content-length: 314572800']), [413]],
  [
    'a REST body said to be 300 MB',
    ask('POST', '/api/v1/auth/login', [json, 'content-length: 314572800']),
    [413],
  ],
  ['200,000 levels of JSON', post(login, '['.repeat(120_000) + ']'.repeat(120_000)), [400, 413]],
  [
    '200,000 levels of JSON over REST',
    post('/api/v1/auth/login', '['.repeat(120_000) + ']'.repeat(120_000)),
    [400, 413],
  ],
  [
    'a content type twice',
    ask('POST', login, [json, 'content-type: text/plain', 'content-length: 2'], '{}'),
    [400, 415],
  ],
  ['jsonfoo', ask('POST', login, ['content-type: application/jsonfoo', 'content-length: 2'], '{}'), [415]],
  ['gzip', ask('POST', login, [json, 'content-encoding: gzip', 'content-length: 2'], '{}'), [415]],
  [
    'gzip over REST',
    ask('POST', '/api/v1/auth/login', [json, 'content-encoding: gzip', 'content-length: 2'], '{}'),
    [415],
  ],
  ['a length that is no number', ask('POST', login, [json, 'content-length: many'], '{}'), [400]],
  ['a negative length', ask('POST', login, [json, 'content-length: -1'], '{}'), [400]],
  ['two lengths', ask('POST', login, [json, 'content-length: 2', 'content-length: 3'], '{}'), [400]],
  [
    'a length and chunks',
    ask('POST', login, [json, 'content-length: 2', 'transfer-encoding: chunked'], '{}'),
    [400],
  ],
  ['chunks that are none', ask('POST', login, [json, 'transfer-encoding: chunked'], 'zz\r\n{}\r\n'), [400]],
  ['an unknown procedure', get('/api/trpc/account.nothing'), [404]],
  ['no procedure', get('/api/trpc/'), [404]],
  ['%FF in the path', get('/api/trpc/%FF'), [400, 404]],
  ['%00 in the path', get('/api/trpc/instance%00.get'), [400, 404]],
  ['%FF in a REST path', get('/api/v1/users/%FF'), [400, 404]],
  ['half an escape', get('/api/trpc/%E0%A4%A'), [400, 404]],
  ['an encoded slash', get('/api/v1/challenges%2Fcsvq'), [400, 404]],
  ['dots that climb', get('/api/trpc/../../../../etc/passwd'), [400, 404]],
  ['dots that climb in REST', get('/api/v1/../../etc/passwd'), [400, 404]],
  ['encoded dots that climb', get('/api/v1/%2e%2e/%2e%2e/etc/passwd'), [400, 404]],
  ['GET on a mutation', get('/api/trpc/account.logOut'), [405]],
  ['POST on a query', post(trpc, '{}'), [405]],
  ['input twice', get(`${trpc}?input=1&input=2`), [200, 400]],
  ['input that is half JSON', get(`${trpc}?input=%7B%22cut`), [200, 400]],
  ['an address of 17 KB', get(`${trpc}?input=${'a'.repeat(17_000)}`), [414, 431]],
  ['TRACE', ask('TRACE', trpc), [405]],
  ['TRACE over REST', ask('TRACE', '/api/v1/instance'), [405]],
  ['CONNECT', ask('CONNECT', 'evil.example:443'), [closed]],
  ['a method that nobody knows', ask('BREW', trpc), [400, 405]],
  ['an address with its origin', get(`http://evil.example${trpc}`), [400, 404]],
  ['no host', `GET ${trpc} HTTP/1.1\r\nconnection: close\r\n\r\n`, [400]],
  ['two hosts', get(trpc, 'host: evil.example'), [200, 400]],
  ['a line feed in a header', get(trpc, 'x-note: a\nset-cookie: a=b'), [200, 400]],
  ['a NUL in a header', get(trpc, 'x-note: a\0b'), [400]],
  ['HTTP/9.9', `GET ${trpc} HTTP/9.9\r\nhost: a\r\n\r\n`, [400, 505]],
  ['no HTTP at all', '\x16\x03\x01\x02\0\x01\0\x01\xfc\x03\x03\r\n\r\n', [400]],
  ['a Next-Action', post(trpc.replace('get', 'nothing'), '[]', 'next-action: 7f00'), [404, 405]],
  [
    'a header that skips middlewares elsewhere',
    get('/api/trpc/account.me', 'x-middleware-subrequest: src/middleware:middleware'),
    [401],
  ],
  ['a cookie of 14 KB', get('/api/trpc/account.me', `cookie: __Host-shiplap=${'a'.repeat(14_000)}`), [401]],
  ['a cookie of 20 KB', get('/api/trpc/account.me', `cookie: __Host-shiplap=${'a'.repeat(20_000)}`), [431]],
  ['a bearer of 14 KB', get('/api/trpc/account.me', `authorization: Bearer ${'e'.repeat(14_000)}`), [401]],
  ['a bearer of 64 KB', get('/api/trpc/account.me', `authorization: Bearer ${'e'.repeat(64_000)}`), [431]],
  ['a foreign origin', post(login, '{}', 'origin: https://evil.example'), [403]],
  ['the origin null', post(login, '{}', 'origin: null'), [403]],
  ['a subdomain of ours', post(login, '{}', 'origin: http://evil.127.0.0.1'), [403]],
  ['a page of the same site', post(login, '{}', 'sec-fetch-site: same-site'), [403]],
  ['a foreign origin over REST', post('/api/v1/auth/login', '{}', 'origin: https://evil.example'), [403]],
]

test.each(cases)('%s is refused at once and cleanly', async (_, request, statuses) => {
  const before = await digestOf(world.database)
  const send = async () => {
    const since = performance.now()
    const answer = await exchange(request)
    expect(statuses).toContain(statusOf(answer))
    expect(answer).not.toMatch(internals)
    expect(answer).not.toMatch(/^set-cookie: a=b/im)
    return { ms: performance.now() - since }
  }
  const watch = timing(send)
  watch.note(undefined, await send())
  expect(await watch.slow()).toEqual([])
  expect(await digestOf(world.database)).toEqual(before)
})

test('a body that never ends is cut off at 256 KB, however it is sent', async () => {
  for (const path of [login, '/api/v1/auth/login']) {
    const { port } = new URL(world.origin)
    const socket = connect(Number(port), '127.0.0.1')
    socket.on('error', () => undefined)
    socket.write(ask('POST', path, [json, 'transfer-encoding: chunked']))
    let answer = ''
    let sent = 0
    socket.on('data', (data) => {
      answer += data
    })
    const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()))
    const chunk = 'x'.repeat(16_000)
    const pump = setInterval(() => {
      sent += chunk.length
      socket.write(`${chunk.length.toString(16)}\r\n${chunk}\r\n`)
    }, 1)
    await closed
    clearInterval(pump)
    expect(statusOf(answer)).toBe(413)
    expect(sent).toBeLessThan(4_000_000)
  }
})

test('ten sign-ins in one batch count as ten', async () => {
  const path = `/api/trpc/${Array(10).fill('account.logIn').join(',')}?batch=1`
  const calls = Array.from({ length: 10 }, (_, n) => [n, { login: 'raw', password: `wrong ${n}` }])
  const tries: string[] = []
  for (let batch = 0; batch < 3; batch++) {
    const answer = await exchange(
      post(path, jsonOf(Object.fromEntries(calls)), `x-forwarded-for: 10.9.9.${batch}`),
    )
    tries.push(...(answer.match(/"reason":"[\w.-]+"/g) ?? []))
  }
  expect(tries).toHaveLength(30)
  expect(tries.filter((reason) => reason.includes('wrong-credentials')).length).toBeLessThanOrEqual(10)
  expect(tries.filter((reason) => reason.includes('limit.reached')).length).toBeGreaterThanOrEqual(20)
})

test('nothing is changed by GET, and no query is asked by POST', async () => {
  for (const { path, type } of allProcedures())
    if (type !== 'subscription') {
      const answer = await exchange(
        type === 'mutation' ? get(`/api/trpc/${path}?input=%7B%7D`) : post(`/api/trpc/${path}`, '{}'),
      )
      expect([path, statusOf(answer)]).toEqual([path, 405])
    }
})

test('what somebody signed in is answered is kept by no cache', async () => {
  for (const path of ['/api/trpc/account.me', '/api/v1/users/me', '/api/v1/device-sessions'])
    expect((await person.fetch(path)).headers.get('cache-control')).toBe('private, no-store')
})

test('a user agent of 10 KB full of control characters is cut and cleaned before it is kept', async () => {
  // Control characters of the upper half are all that an HTTP parser lets through.
  const agent = `Mozilla/5.0 ${'\x80\x9b[31m'.repeat(2_000)}`.slice(0, 10_000)
  const body = jsonOf({ username: 'agent', password: 'a long enough phrase' })
  const answer = await exchange(post('/api/trpc/account.register', body, `user-agent: ${agent}`))
  expect(statusOf(answer)).toBe(200)
  const [row] = await world.database.rows<{ agent: string }>`
    select user_agent as agent from device_session join account on account.id = account_id where username = 'agent'`
  expect(row?.agent.length).toBeLessThanOrEqual(300)
  expect(row?.agent).toMatch(/^[\x20-\x7e]*$/)
})

test('the cookie of another account’s id, of an expired and of a future session opens nothing', async () => {
  const { token, hash } = newToken()
  const other = await createPerson(world, { username: 'elsewhere' })
  const me = (value: string) => exchange(get('/api/trpc/account.me', `cookie: __Host-shiplap=${value}`))
  expect(hash.equals(hashToken(token))).toBe(true)
  for (const value of [other.id, token, '', 'x'.repeat(43), 'x'.repeat(42)])
    expect(statusOf(await me(value))).toBe(401)
  const good = other.cookies.get('__Host-shiplap') ?? ''
  expect(statusOf(await me(good))).toBe(200)
  expect(
    statusOf(
      await exchange(get('/api/trpc/account.me', `cookie: __Host-shiplap=${good}; __Host-shiplap=${good}`)),
    ),
  ).toBe(401)
  await world.database
    .rows`update device_session set expires_at = now_at() - interval '1 second' where account_id = ${other.id}`
  await world.flushRedis()
  expect(statusOf(await me(good))).toBe(401)
})

test('no secret that was sent stands in the log', () => {
  const secrets = [...person.cookies.values(), 'a long enough phrase', 'wrong 1', world.settings.pepper]
  expect(world.toldOf(secrets).told).toEqual([])
})

/** Writes the bytes and answers all that comes back until the connection ends. */
function exchange(request: string): Promise<string> {
  const { port } = new URL(world.origin)
  return new Promise((resolve) => {
    const socket = connect(Number(port), '127.0.0.1')
    let answer = ''
    socket.on('data', (data) => {
      answer += data.toString('latin1')
      // Some answers come before the request is read, and the connection would stay for its rest.
      if (answer.includes('\r\n\r\n')) socket.end()
    })
    socket.on('error', () => undefined) // whoever is cut off while writing sees a reset
    socket.once('close', () => resolve(answer))
    socket.write(Buffer.from(request, 'latin1'))
  })
}

const statusOf = (answer: string) => Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? 0)
