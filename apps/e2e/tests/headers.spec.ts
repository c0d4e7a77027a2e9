import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { freePort } from '@shiplap/embedded/free-port'
import { startRedis } from '@shiplap/embedded/redis'
import { routes } from '../src/routes.ts'
import { expect, test } from '../src/test.ts'
import { endApp, settings, startApp } from '../src/web.ts'

const data = [
  '/api/health',
  '/api/ready',
  '/.well-known/jwks.json',
  '/api/v1/instance',
  '/api/v1/openapi.json',
  '/api/v1/users/me', // 401
  '/api/v1/no-such-row',
  '/api/trpc/instance.get',
  '/api/trpc/account.me', // 401
  '/api/trpc/no.such',
]

test('ASVS 3.4.1-6: every answer, errors too, demands https and is what it says it is; no page is framed, nor runs what is not ours', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'shiplap-headers-'))
  const redis = await startRedis({ dataDir: dir })
  const port = await freePort()
  const here = `http://127.0.0.1:${port}`
  const env = { ...settings({ redisUrl: redis.url, port }), ORIGIN: 'https://lap.example.org' }
  const web = startApp('web', 'server.ts', { ...env, LOG_LEVEL: 'error' })
  const ask = (path: string, init: RequestInit = {}) =>
    fetch(`${here}${path}`, { redirect: 'manual', ...init, headers: { origin: 'https://evil.example' } })
  while (!(await ask('/api/ready').catch(() => null))?.ok) await wait(50)

  const ofEverything = ({ status, headers }: Response) => ({
    isError: status >= 500,
    https: headers.get('strict-transport-security'),
    type: headers.get('x-content-type-options'),
    others: headers.get('access-control-allow-origin'),
  })
  const expected = {
    isError: false,
    https: 'max-age=31536000; includeSubDomains',
    type: 'nosniff',
    others: null,
  }
  for (const path of data) expect([path, ofEverything(await ask(path))]).toEqual([path, expected])

  const nonces = new Set<string>()
  const pages: readonly (readonly [string, RequestInit?])[] = [
    ...routes.map((path) => [path] as const),
    ['/no/such/page'],
    ['/%FF'],
    ['/_next/static/none.js'],
    ['/', { method: 'POST' }],
  ]
  for (const [path, init] of pages) {
    const answer = await ask(path, init)
    expect([path, ofEverything(answer)]).toEqual([path, expected])
    expect(answer.headers.get('referrer-policy')).toBe('strict-origin-when-cross-origin')
    const policy = answer.headers.get('content-security-policy') ?? ''
    for (const rule of [
      "default-src 'self'",
      "object-src 'none'",
      "base-uri 'none'",
      "frame-ancestors 'none'",
    ])
      expect(policy.split('; '), path).toContain(rule)
    expect(policy).not.toMatch(/unsafe|\*/)
    nonces.add(/'nonce-([^']{20,})'/.exec(policy)?.[1] ?? 'none')
  }
  expect(nonces.size).toBe(pages.length)
  const rest = (await ask('/api/v1')).headers.get('content-security-policy')
  expect(rest).toContain("default-src 'none'")
  expect(rest).toContain("frame-ancestors 'none'")

  await endApp(web)
  await redis.stop()
  await rm(dir, { recursive: true, force: true })
})
