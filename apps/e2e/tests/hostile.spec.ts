import { request as send } from 'node:http'
import { product } from '../src/product.ts'
import { addressOf, routes } from '../src/routes.ts'
import { expect, test } from '../src/test.ts'
import { makeWorld } from '../src/world.ts'

// What no browser would ask of the pages. The doors of the api have their own suites; this is what Next answers.
type Asked = {
  readonly method?: string
  readonly path: string
  readonly headers?: Record<string, string>
  readonly body?: string
}

function ask({
  method = 'GET',
  path,
  headers = {},
  body,
}: Asked): Promise<{ status: number; headers: string; text: string }> {
  return new Promise((resolve, reject) => {
    const asked = send({ host: '127.0.0.1', port: product.port, method, path, headers }, (response) => {
      let text = ''
      response.on('data', (data) => {
        text += data
      })
      response.once('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: JSON.stringify(response.rawHeaders), text }),
      )
    })
    asked.once('error', reject)
    asked.end(body)
  })
}

const climbing = [
  '/../../etc/passwd',
  '/%2e%2e/%2e%2e/etc/passwd',
  '/..%2f..%2fetc%2fpasswd',
  '/_next/static/../../../../etc/passwd',
  '/_next/static/%2e%2e%2f%2e%2e%2fserver.js',
]
const asked: readonly (readonly [string, Asked, readonly number[]])[] = [
  ...climbing.map((path) => [`the path ${path}`, { path }, [400, 404]] as const),
  ['%FF', { path: '/%FF' }, [400, 404]],
  ['%00', { path: '/boards/%00/%00' }, [400, 404]],
  ['an asterisk for an address', { path: '*' }, [400]],
  ['an address with somebody else’s origin', { path: 'http://evil.example/sign-in' }, [400]],
  ['half an escape', { path: '/u/%E0%A4%A' }, [400, 404]],
  ['a name that is a property of every object', { path: '/challenges/__proto__' }, [404]],
  ['an address of 17 KB', { path: `/boards?${'a'.repeat(17_000)}` }, [414, 431]],
  ['TRACE', { method: 'TRACE', path: '/' }, [400, 404, 405]],
  ['DELETE', { method: 'DELETE', path: '/' }, [400, 404, 405]],
  [
    'a server action',
    {
      method: 'POST',
      path: '/',
      headers: {
        'next-action': '7f0000000000000000000000000000000000000000',
        'content-type': 'text/plain;charset=UTF-8',
      },
      body: '[]',
    },
    [400, 404, 405],
  ],
  [
    'a form to a page',
    {
      method: 'POST',
      path: '/sign-in',
      headers: { 'content-type': 'multipart/form-data; boundary=x' },
      body: '--x--',
    },
    [400, 404, 405],
  ],
]
for (const [what, request, statuses] of asked)
  test(`${what} gets a plain no from the pages`, async () => {
    const { status, text } = await ask(request)
    expect(statuses).toContain(status)
    expect(text).not.toMatch(/root:x:|node_modules|at \w+ \(|ECONN/)
  })

test('pages of an account are shown to no stranger, whatever header asks for them', async () => {
  const headers = [
    { 'x-middleware-subrequest': 'middleware:middleware:middleware:middleware:middleware' },
    { 'x-middleware-subrequest': 'src/middleware' },
    { rsc: '1' },
    { rsc: '1', 'next-router-prefetch': '1' },
    { 'x-forwarded-host': 'evil.example', 'x-original-url': '/admin/jobs', 'x-rewrite-url': '/admin/jobs' },
  ]
  for (const path of ['/devices', '/admin/jobs', '/verify', '/logins'])
    for (const header of headers) {
      const { status, text } = await ask({ path, headers: header })
      expect([path, header, status < 500]).toEqual([path, header, true])
      expect(text).not.toMatch(/This device|Failed jobs/)
    }
})

test('another Host changes no link, and a line break that was sent comes back in no header', async () => {
  const foreign = await ask({
    path: '/sign-in',
    headers: { host: 'evil.example', 'x-forwarded-host': 'evil.example' },
  })
  expect(`${foreign.text}${foreign.headers}`).not.toContain('//evil.example')
  for (const path of [
    '/sign-in?next=%0d%0aset-cookie:%20a=b',
    '/%0d%0aset-cookie:%20a=b',
    '/devices?x=%0d%0alocation:%20//evil.example',
  ]) {
    const { headers } = await ask({ path })
    expect(headers.toLowerCase()).not.toMatch(/"set-cookie","a=b|"location","\/\/evil/)
  }
})

test('no page fails over what stands behind the question mark, be it there twice or beyond all sense', async ({
  page,
  newPerson,
  advance,
}) => {
  test.slow()
  const world = await makeWorld({ page, newPerson, advance })
  const names = 'after before claims kind next page q reason room search skip sort state token words'.split(
    ' ',
  )
  const values = ['a', '%00', '-1', '99999999999999999999', '%E2%80%8B']
  const query = names.flatMap((name) => values.map((value) => `${name}=${value}`)).join('&')
  const failed: string[] = []
  for (const route of routes)
    for (const asked of [query, names.map((name) => `${name}=%00`).join('&')]) {
      const response = await page.request.get(`${addressOf(route, world)}?${asked}`, { maxRedirects: 0 })
      if (response.status() >= 500) failed.push(`${route}?${asked}`)
    }
  expect(failed).toEqual([])
})
