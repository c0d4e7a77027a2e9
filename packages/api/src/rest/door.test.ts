import { Validator } from '@seriousme/openapi-schema-validator'
import { refusals } from '@shiplap/domain/refusal'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { procedureAt } from '../procedures.ts'
import { createTestApi, type TestApi } from '../testing.ts'
import { pathNames } from './json-schema.ts'
import type { OpenApi } from './openapi.ts'
import { routes } from './routes.ts'

let world: TestApi
beforeAll(async () => {
  world = await createTestApi()
})
afterAll(() => world.close())

const rest = (path: string, init?: RequestInit) => fetch(`${world.origin}/api/v1${path}`, init)
const problemOf = async (response: Response) => {
  expect(response.headers.get('content-type')).toBe('application/problem+json')
  const problem = (await response.json()) as { status: number; code: string; requestId: string }
  expect(problem.status).toBe(response.status)
  expect(problem.requestId).toBe(response.headers.get('x-request-id'))
  return [problem.status, problem.code]
}
// Rows with a body, to knock at with bad ones.
const writing = routes.filter(({ method }) => method === 'POST' || method === 'PATCH')
const filled = (path: string) => path.replace(/\{\w+\}/g, crypto.randomUUID())

test('the document is valid OpenAPI 3.1 and has every row', async () => {
  const document = (await (await rest('/openapi.json')).json()) as OpenApi
  const { valid, errors } = await new Validator().validate(structuredClone(document) as never)
  expect({ valid, errors }).toEqual({ valid: true, errors: undefined })
  const described = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  )
  expect(described.sort()).toEqual(routes.map(({ method, path }) => `${method} ${path}`).sort())
})

test('every row stands on procedures that exist, and fills each name of its path', () => {
  for (const { takes, path } of routes) {
    if (typeof takes === 'string') expect(procedureAt(takes), takes).toBeDefined()
    expect(pathNames(path)).toEqual([...new Set(pathNames(path))])
  }
})

test('the page lists every row and every refusal, and runs no script', async () => {
  const page = await rest('')
  expect(page.headers.get('content-security-policy')).toContain("default-src 'none'")
  const html = await page.text()
  for (const { path } of routes) expect(html).toContain(`<code>${path}</code>`)
  for (const reason of Object.keys(refusals)) expect(html).toContain(`id="${reason}"`)
  expect(html).not.toContain('<script')
})

test('a row answers what its procedure gives', async () => {
  const response = await rest('/instance')
  expect(response.status).toBe(200)
  const { serverTime } = (await response.json()) as { serverTime: number }
  expect(Math.abs(serverTime - Date.now())).toBeLessThan(5_000)
  expect(response.headers.get('cache-control')).toBe('private, no-store')
  const head = await rest('/instance', { method: 'HEAD' })
  expect([head.status, await head.text()]).toEqual([200, ''])
})

test('a path that nobody has and a method that it lacks are problem documents', async () => {
  for (const path of ['/nothing', '/instance/', '/%ff', '/__proto__', '/instance/constructor'])
    expect(await problemOf(await rest(path))).toEqual([404, 'request.unknown-path'])
  const wrong = await rest('/instance', { method: 'DELETE' })
  expect(wrong.headers.get('allow')).toBe('GET')
  expect(await problemOf(wrong)).toEqual([405, 'request.method'])
})

test('a body that is no JSON, too large or from another site is refused before it is read', async () => {
  const json = { 'content-type': 'application/json' }
  for (const { method, path } of writing) {
    const send = async (headers: Record<string, string>, body: string) =>
      problemOf(await rest(filled(path), { method, headers, body }))
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/jsonfoo'])
      expect(await send({ 'content-type': type }, 'a=b')).toEqual([415, 'request.content-type'])
    expect(await send(json, `"${'x'.repeat(300 * 1024)}"`)).toEqual([413, 'request.too-large'])
    expect(await send({ ...json, origin: 'https://evil.example' }, '{}')).toEqual([
      403,
      'request.foreign-origin',
    ])
    expect(await send(json, '{"broken')).toEqual([400, 'request.invalid'])
    for (const body of ['null', '[]', '1', '"text"']) {
      const [status] = await send(json, body)
      expect([400, 401, 429]).toContain(status)
    }
    const [status] = await send(json, '{"unknown":1,"__proto__":{"role":"admin"}}')
    expect([400, 401, 403, 429]).toContain(status)
  }
})
