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
  const path = Array(11).fill('instance.get').join(',')
  expect(await refusal(await call({ path: `${path}?batch=1` }))).toEqual([413, 'request.too-large'])
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
})

test('a page of another origin cannot call', async () => {
  for (const headers of [
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
  ])
    expect(await refusal(await call(post({ 'content-type': 'application/json', ...headers })))).toEqual([
      403,
      'request.foreign-origin',
    ])
})

test('a body past the limit is turned away while it arrives', async () => {
  const response = await call(post({ 'content-type': 'application/json' }, `"${'x'.repeat(300 * 1024)}"`))
  expect(await refusal(response)).toEqual([413, 'request.too-large'])
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
  expect((await call({ method: 'DELETE' })).status).toBe(405)
})
