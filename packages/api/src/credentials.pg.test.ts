import { afterAll, beforeAll, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { appRouter } from './root.ts'
import { createTestApi, type TestApi } from './testing.ts'

// Every procedure there is, found by walking the router: a new one is tried without anybody remembering.
type Kind = 'query' | 'mutation' | 'subscription'
const procedures = Object.entries(
  appRouter._def.procedures as unknown as Record<string, { _def: { type: Kind } }>,
).map(([path, procedure]) => ({ path, type: procedure._def.type }))

/** What strangers may call. Whatever is not here must refuse them before it looks at anything else. */
const open = new Set([
  'account.byId',
  'account.byName',
  'account.canSetUp',
  'account.confirmEmail',
  'account.logIn',
  'account.logOut',
  'account.refresh',
  'account.register',
  'account.requestReset',
  'account.reset',
  'account.rules',
  'account.setUp',
  'device.confirmSession',
  'device.resendCode',
  'device.startSession',
])
const isOurs = (path: string) => /^(account|device|admin)\./.test(path)

let world: TestApi
let revoked: string
let foreign: {
  readonly id: string
  readonly token: string
  readonly access: string
  readonly refresh: string
}
beforeAll(async () => {
  world = await createTestApi()
  const password = 'a long enough phrase'
  const visitor = world.visitor()
  const { account } = await visitor.api.account.register.mutate({ username: 'credentials', password })
  revoked = visitor.cookies.get('__Host-shiplap') ?? ''
  await visitor.api.account.logOut.mutate()
  const program = world.visitor()
  const { tokens } = await program.api.account.logIn.mutate({
    login: 'credentials',
    password,
    means: 'tokens',
  })
  const access = tokens?.accessToken ?? ''
  await program.fetch('/api/trpc/account.logOut', {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${access}` },
  })
  foreign = { id: account.id, token: 'x'.repeat(43), access, refresh: tokens?.refreshToken ?? '' }
})
afterAll(() => world.close())

const name = '__Host-shiplap'
const bad = (): Record<string, Record<string, string>> => ({
  'no credential': {},
  'an empty cookie': { cookie: `${name}=` },
  'a doubled cookie': { cookie: `${name}=${revoked}; ${name}=${foreign.token}` },
  'a cookie of 14 KB': { cookie: `${name}=${'a'.repeat(14_000)}` },
  'junk of the right length': { cookie: `${name}=${foreign.token}` },
  'junk of a wrong length': { cookie: `${name}=junk` },
  'somebody’s account id': { cookie: `${name}=${foreign.id}` },
  'the cookie of an ended session': { cookie: `${name}=${revoked}` },
  'the cookie under another name': { cookie: `shiplap=${revoked}; session=${revoked}` },
  'a token of an ended session': { authorization: `Bearer ${foreign.access}` },
  'a refresh token as access token': { authorization: `Bearer ${foreign.refresh}` },
  'junk as access token': { authorization: 'Bearer junk' },
  'alg none': { authorization: 'Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.' },
  'another scheme': { authorization: 'Basic YTpi' },
  'a header that skips middlewares elsewhere': {
    'x-middleware-subrequest': 'middleware:middleware:middleware',
  },
})

test('no procedure lets anybody in by a bad credential, over HTTP', async () => {
  let tried = 0
  for (const [what, headers] of Object.entries(bad()))
    for (const { path, type } of procedures) {
      if (type === 'subscription') continue
      const answer = await fetch(
        `${world.origin}/api/trpc/${path}${type === 'query' ? '?input=%7B%7D' : ''}`,
        {
          method: type === 'query' ? 'GET' : 'POST',
          headers: { ...(type === 'mutation' && { 'content-type': 'application/json' }), ...headers },
          ...(type === 'mutation' && { body: '{}' }),
        },
      )
      const body = await answer.text()
      tried++
      expect(answer.status, `${path} with ${what}: ${body}`).toBeLessThan(500)
      if (isOurs(path) && !open.has(path)) expect(answer.status, `${path} with ${what}`).toBe(401)
      expect(body, `${path} with ${what}`).not.toMatch(/node_modules|\.ts:|stack/)
    }
  expect(tried).toBeGreaterThan(300)
  console.log(`credentials over HTTP: ${tried} calls of ${procedures.length} procedures, nobody let in`)
}, 60_000)

test('no procedure lets anybody in by a bad credential, over a WebSocket', async () => {
  let tried = 0
  for (const [what, headers] of Object.entries(bad())) {
    const socket = new WebSocket(`${world.origin.replace('http', 'ws')}/api/ws`, { headers })
    await new Promise<void>((resolve, reject) => {
      socket.once('open', () => resolve())
      socket.once('error', reject)
    })
    const answers = new Map<number, { error?: { data: { code: string } } }>()
    const closing = procedures.filter(({ path }) => isOurs(path) && !open.has(path))
    const all = new Promise<void>((resolve) => {
      socket.on('message', (data) => {
        const message = JSON.parse(String(data)) as { id: number; error?: { data: { code: string } } }
        if (typeof message.id === 'number' && !answers.has(message.id)) answers.set(message.id, message)
        if (answers.size === closing.length) resolve()
      })
    })
    for (const [id, { path, type }] of closing.entries())
      socket.send(JSON.stringify({ id, method: type, params: { path, input: {} } }))
    await all
    for (const [id, { error }] of answers)
      expect(error?.data.code, `${closing[id]?.path} with ${what}`).toBe('UNAUTHORIZED')
    tried += answers.size
    socket.terminate()
  }
  console.log(`credentials over WebSocket: ${tried} calls, nobody let in`)
}, 60_000)

test('nothing is changed by GET', async () => {
  for (const { path, type } of procedures.filter((each) => each.type === 'mutation')) {
    const answer = await fetch(`${world.origin}/api/trpc/${path}?input=%7B%7D`)
    expect(answer.status, `${type} ${path}`).toBe(405)
  }
})

test('nobody signs in to a cookie over a socket, where it could not be set', async () => {
  const socket = new WebSocket(`${world.origin.replace('http', 'ws')}/api/ws`)
  await new Promise<void>((resolve) => socket.once('open', () => resolve()))
  const answer = new Promise<string>((resolve) => socket.once('message', (data) => resolve(String(data))))
  const input = { login: 'credentials', password: 'a long enough phrase' }
  socket.send(JSON.stringify({ id: 1, method: 'mutation', params: { path: 'account.logIn', input } }))
  expect(await answer).toContain('account.cookies-need-http')
  socket.terminate()
})

test('CVE-2025-61928: fields that nobody asked for are refused, whatever they say', async () => {
  const visitor = world.visitor()
  await visitor.api.account.register.mutate({ username: 'strict', password: 'a long enough phrase' })
  for (const extra of [
    { userId: foreign.id },
    { accountId: foreign.id },
    { role: 'admin' },
    { id: foreign.id },
  ])
    for (const [path, body] of [
      ['account.register', { username: 'other', password: 'a long enough phrase' }],
      ['account.update', { username: 'other' }],
      ['account.logIn', { login: 'strict', password: 'a long enough phrase' }],
    ] as const) {
      const answer = await visitor.fetch(`/api/trpc/${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ ...body, ...extra }),
      })
      expect(answer.status, `${path} ${JSON.stringify(extra)}`).toBe(400)
    }
})
