// Everything that leaves the process while people sign in, on and out: what is answered, logged and stored.
import { connectRedis } from '@shiplap/redis/connect'
import { silentLog } from '@shiplap/runtime/log'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestApi, type TestApi } from './testing.ts'
import { codeFor, linkFor, mailsTo } from './testing-mail.ts'
import type { TestVisitor } from './testing-visitor.ts'

const answers: { readonly to: string; readonly text: string }[] = []
const cookies: string[] = []
const lines: string[] = []
const note = (fields: object, event: string) => {
  const whole = (_: string, value: unknown) =>
    value instanceof Error ? { message: value.message, stack: value.stack, cause: value.cause } : value
  lines.push(`${event} ${JSON.stringify(fields, whole)}`)
}

let world: TestApi
beforeAll(async () => {
  world = await createTestApi({ log: { debug: note, info: note, warn: note, error: note } })
})
afterAll(() => world.close())

/** Asks as a program or a browser would, and keeps what came back. */
async function ask<Data>(
  visitor: TestVisitor,
  path: string,
  { input, access, method = 'POST' }: { input?: object; access?: string; method?: 'GET' | 'POST' } = {},
): Promise<Data> {
  const answer = await visitor.fetch(path, {
    method,
    headers: {
      ...(method === 'POST' && { 'content-type': 'application/json' }),
      ...(access !== undefined && { authorization: `Bearer ${access}` }),
    },
    ...(method === 'POST' && { body: JSON.stringify(input ?? {}) }),
  })
  cookies.push(...answer.headers.getSetCookie())
  const text = await answer.text()
  answers.push({ to: path, text })
  const body = JSON.parse(text === '' ? 'null' : text) as { result?: { data: Data } } | null
  return body?.result === undefined ? (body as Data) : body.result.data
}
const trpc = (procedure: string) => `/api/trpc/${procedure}`

type Tokens = { readonly accessToken: string; readonly refreshToken: string }
const [password, nextPassword] = ['a phrase for the search of leaks', 'another phrase for the search']

/** Does whatever handles a secret; answers each by name, with the paths whose answers are there to hand it over. */
async function live(): Promise<
  Record<string, { readonly value: string; readonly handedBy: readonly string[] }>
> {
  const [username, email] = ['leaky', 'leaky@example.org']
  const browser = world.visitor()
  await ask(browser, trpc('account.register'), { input: { username, password, email } })
  const confirmLink = await linkFor(world, email)
  await ask(browser, trpc('account.confirmEmail'), { input: { token: confirmLink } })
  const first = browser.cookies.get('__Host-shiplap') ?? ''
  await ask(browser, trpc('account.reauthenticate'), { input: { password } })
  const second = browser.cookies.get('__Host-shiplap') ?? ''
  await ask(browser, trpc('account.logIn'), { input: { login: username, password: `${password}!` } })
  await ask(browser, trpc('account.logIn'), { input: { login: username, password, surplus: password } })
  for (const query of ['account.me', 'device.list', 'account.events?input=%7B%7D', 'account.exported'])
    await ask(browser, trpc(query), { method: 'GET' })
  await ask(browser, trpc('account.export'))

  const program = world.visitor()
  const signedIn = await ask<{ tokens: Tokens }>(program, trpc('account.logIn'), {
    input: { login: username, password, means: 'tokens' },
  })
  const { accessToken, refreshToken } = signedIn.tokens
  const next = await ask<Tokens>(program, trpc('account.refresh'), { input: { refreshToken } })
  await ask(program, trpc('account.me'), { method: 'GET', access: accessToken })
  await ask(program, trpc('account.me'), { method: 'GET', access: `${accessToken}x` })
  const rest = await ask<Tokens>(program, '/api/v1/auth/login', { input: { login: username, password } })

  const asker = world.visitor()
  const asked = await ask<{ id: string; token: string }>(asker, trpc('device.startSession'), {
    input: { mode: 'email', user: { email }, device: { type: 'othr' } },
  })
  const code = await codeFor(world, email)
  const { id, token } = asked
  const wrong = String((Number(code) + 1) % 1_000_000).padStart(6, '0')
  for (const each of [wrong, code])
    await ask(asker, trpc('device.confirmSession'), { input: { id, token, code: each } })

  const mailed = (await mailsTo(world, email)).length
  await ask(asker, trpc('account.requestReset'), { input: { email } })
  await expect.poll(async () => (await mailsTo(world, email)).length).toBeGreaterThan(mailed)
  const resetLink = await linkFor(world, email)
  const [before] = await world.database.rows<{ passwordHash: string }>`select password_hash from account`
  await ask(asker, trpc('account.reset'), { input: { token: resetLink, password: nextPassword } })
  // Somebody is in, so that Redis has copies of them.
  await ask(browser, trpc('account.logIn'), { input: { login: username, password: nextPassword } })
  await ask(browser, trpc('account.me'), { method: 'GET' })

  const nobody = (value: string) => ({ value, handedBy: [] })
  const by = (value: string, ...handedBy: string[]) => ({ value, handedBy })
  return {
    password: nobody(password),
    'the next password': nobody(nextPassword),
    pepper: nobody(world.settings.pepper),
    'a password’s hash': nobody(before?.passwordHash ?? ''),
    'the cookie’s first token': nobody(first),
    'the cookie’s second token': nobody(second),
    'the device’s token': nobody(browser.cookies.get('__Host-shiplap-device') ?? ''),
    'the cookie of who brought a code': nobody(asker.cookies.get('__Host-shiplap') ?? 'x'.repeat(43)),
    'an access token': by(accessToken, trpc('account.logIn')),
    'a refresh token': by(refreshToken, trpc('account.logIn')),
    'the next access token': by(next.accessToken, trpc('account.refresh')),
    'the next refresh token': by(next.refreshToken, trpc('account.refresh')),
    'a token by REST': by(rest.refreshToken, '/api/v1/auth/login'),
    'the token that may bring a code': by(token, trpc('device.startSession')),
    'a one-time code': nobody(code),
    'a link to confirm': nobody(confirmLink),
    'a link to reset': nobody(resetLink),
  }
}

test('ASVS 3.3.4, 14.2.4, 16.2.5: no password, code, token, link, hash or pepper stands in an answer, a log line, Redis or the database', async () => {
  const secrets = await live()
  const [stored, hot] = [await databaseText(), await redisText()]
  for (const [name, { value, handedBy }] of Object.entries(secrets)) {
    expect(value.length, name).toBeGreaterThanOrEqual(6)
    const isIn = (text: string) =>
      value.length > 6 ? text.includes(value) : new RegExp(`\\b${value}\\b`).test(text)
    const told = answers.filter(({ text }) => isIn(text)).map(({ to }) => to)
    expect([name, ...new Set(told)]).toEqual([name, ...handedBy])
    expect(lines.filter(isIn), name).toEqual([])
    expect(isIn(hot), `${name} in Redis`).toBe(false)
    // The hash is what is stored of a password; it was replaced by the reset.
    expect(isIn(stored), `${name} in the database`).toBe(false)
  }
  expect(stored).toContain('leaky@example.org')
  expect(hot).toContain('copy:')
  expect(lines.length).toBeGreaterThan(15)
  console.log(
    `leaks: ${Object.keys(secrets).length} secrets looked for in ${answers.length} answers, ${lines.length} log lines, ${stored.length} characters of the database and ${hot.length} of Redis`,
  )
})

test('ASVS 3.3.1-5: every cookie that is set is a short __Host- cookie that no script reads', () => {
  expect(cookies.length).toBeGreaterThan(5)
  for (const line of cookies) {
    expect(line).toMatch(
      /^__Host-shiplap(-device)?=[\w-]*; Max-Age=\d+; Path=\/; HttpOnly; SameSite=Lax; Secure$/,
    )
    expect(Buffer.byteLength(line)).toBeLessThan(4_096)
  }
})

async function databaseText(): Promise<string> {
  const tables = await world.database.rows<{ name: string }>`
    select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`
  const rows = await Promise.all(
    tables.map(
      ({ name }) => world.database.rows<{ xml: string }>`
        select query_to_xml(${`select t::text from public.${name} t`}, true, false, '')::text as xml`,
    ),
  )
  return rows
    .flat()
    .map(({ xml }) => xml)
    .join('\n')
}

async function redisText(): Promise<string> {
  const redis = connectRedis({ url: world.redis.url, log: silentLog })
  await new Promise<void>((resolve) => redis.once('ready', () => resolve()))
  const keys = await redis.keys('*')
  const values = await Promise.all(
    keys.map(async (key) => {
      const kind = await redis.type(key)
      if (kind === 'string') return redis.get(key)
      if (kind === 'zset') return (await redis.zrange(key, '0', '-1')).join()
      return kind === 'hash' ? JSON.stringify(await redis.hgetall(key)) : `${kind} is not read`
    }),
  )
  redis.disconnect()
  expect(values.filter((value) => value?.endsWith('is not read'))).toEqual([])
  return keys.map((key, index) => `${key} ${values[index]}`).join('\n')
}
