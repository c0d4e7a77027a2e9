import { once } from 'node:events'
import { type IncomingMessage, request } from 'node:http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestApi, type TestApi } from './testing.ts'

let world: TestApi
beforeAll(async () => {
  world = await createTestApi()
})
afterAll(() => world.close())

const call = (init: RequestInit & { path?: string } = {}) =>
  fetch(`${world.origin}/api/trpc/${init.path ?? 'instance.get'}`, init)
const refusal = async (response: Response) => {
  const body = (await response.json()) as { error: { data: { reason: string } } }
  return [response.status, body.error.data.reason]
}
const post = (headers: Record<string, string>, body = '{}') => ({ method: 'POST', headers, body })

test('anybody learns the time of the server', async () => {
  const { serverTime } = await world.visitor().api.instance.get.query()
  expect(Math.abs(serverTime - Date.now())).toBeLessThan(5_000)
})

test('a batch of more than ten calls is turned away', async () => {
  const batch = (calls: number) =>
    call({ path: `${Array(calls).fill('instance.get').join(',')}?batch=1&input={}` })
  expect(await (await batch(10)).json()).toHaveLength(10)
  expect(await refusal(await batch(11))).toEqual([413, 'request.too-large'])
})

test('only JSON is taken, whatever else a form can send', async () => {
  for (const type of [
    'text/plain',
    'multipart/form-data; boundary=x',
    'application/octet-stream',
    'application/jsonfoo',
    'application/x-www-form-urlencoded',
  ])
    expect(await refusal(await call(post({ 'content-type': type })))).toEqual([415, 'request.content-type'])
  const untyped = { ...post({}), body: Buffer.from('{}') }
  expect(await refusal(await call(untyped))).toEqual([415, 'request.content-type'])
  const packed = post({ 'content-type': 'application/json', 'content-encoding': 'gzip' })
  expect(await refusal(await call(packed))).toEqual([415, 'request.content-type'])
})

test('JSON is taken however its type is spelled, from a program, from our own page and from an address bar', async () => {
  const own = { 'content-type': 'application/json' }
  for (const headers of [
    own,
    { 'content-type': 'application/json; charset=utf-8' },
    { 'content-type': 'Application/JSON ; charset=utf-8' },
    { ...own, 'content-encoding': 'identity' },
    { ...own, origin: world.origin },
    { ...own, 'sec-fetch-site': 'same-origin' },
    { ...own, 'sec-fetch-site': 'none' },
    { ...own, origin: world.origin, 'sec-fetch-site': 'same-origin' },
  ])
    expect(await refusal(await call({ ...post(headers), path: 'account.changePassword' }))).toEqual([
      401,
      'account.signed-out',
    ])
})

test('a page of another origin cannot call', async () => {
  for (const headers of [
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    // One header that says so is enough, whatever the other one says.
    { 'sec-fetch-site': 'cross-site', origin: world.origin },
    { 'sec-fetch-site': 'same-origin', origin: 'https://evil.example' },
  ])
    expect(await refusal(await call(post({ 'content-type': 'application/json', ...headers })))).toEqual([
      403,
      'request.foreign-origin',
    ])
})

test('a body past the limit is turned away while it arrives', async () => {
  const ofBytes = (bytes: number) => ({
    ...post({ 'content-type': 'application/json' }, `"${'x'.repeat(bytes - 2)}"`),
    path: 'account.changePassword',
  })
  expect(await refusal(await call(ofBytes(256 * 1024)))).toEqual([401, 'account.signed-out'])
  expect(await refusal(await call(ofBytes(256 * 1024 + 1)))).toEqual([413, 'request.too-large'])
  expect(await refusal(await call(ofBytes(300 * 1024)))).toEqual([413, 'request.too-large'])
})

test('a body that says it is past the limit is turned away before any of it has come', async () => {
  const asked = request(`${world.origin}/api/trpc/account.changePassword`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'content-length': 256 * 1024 + 1 },
  })
  asked.flushHeaders()
  const [answer] = (await once(asked, 'response')) as [IncomingMessage]
  expect(answer.statusCode).toBe(413)
  asked.destroy()
})

test('an unknown procedure is told without a stack', async () => {
  const response = await call({ path: 'instance.nothing' })
  expect(response.status).toBe(404)
  expect(await response.text()).not.toMatch(/stack|node_modules|\.ts/)
})

test('liveness and readiness say what can be reached', async () => {
  const visitor = world.visitor()
  expect(await (await visitor.fetch('/api/health')).json()).toEqual({ alive: true })
  const ready = await visitor.fetch('/api/ready')
  expect([ready.status, await ready.json()]).toEqual([
    200,
    { ready: true, postgres: true, migrations: true, redis: true },
  ])
})

test('a call alone and the same call in a batch are answered alike', async () => {
  const alone = (await (await call()).json()) as { result: { data: { deployment: string } } }
  const batch = (await (await call({ path: 'instance.get?batch=1&input={}' })).json()) as [typeof alone]
  expect(batch[0].result.data.deployment).toBe(alone.result.data.deployment)
})

test('broken JSON, hostile keys and the wrong method are told so', async () => {
  const asJson = (body: string) => post({ 'content-type': 'application/json' }, body)
  expect((await call(asJson('{"broken'))).status).toBeGreaterThanOrEqual(400)
  for (const path of ['__proto__', 'constructor', 'instance.__proto__', 'instance', '%00', '%ff'])
    expect((await call({ path })).status).toBeGreaterThanOrEqual(400)
  for (const method of ['GET', 'POST'])
    expect(
      await refusal(
        await call({
          ...post({ 'content-type': 'application/json' }),
          method,
          path: '%ff',
          ...(method === 'GET' ? { body: null } : {}),
        }),
      ),
    ).toEqual([404, 'request.unknown-path'])
  expect((await call({ method: 'DELETE' })).status).toBe(405)
})
