import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestApi, type TestApi } from '../testing.ts'
import { refusalOf } from '../testing-refusal.ts'

let world: TestApi
beforeAll(async () => {
  world = await createTestApi({ settings: { trustedProxies: 1 } })
})
afterAll(() => world.close())

let count = 0
const password = 'a long enough phrase'
const aName = () => `guessed${++count}`

const post = (procedure: string, body: object, headers: Record<string, string> = {}) =>
  fetch(`${world.origin}/api/trpc/${procedure}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })
const reasonOf = async (answer: Response) =>
  ((await answer.json()) as { error?: { data: { reason: string } } }).error?.data.reason ?? 'ok'

test('ASVS 6.3.1: of 300 wrong passwords from 300 addresses ten are tried; the owner’s known device still signs in', async () => {
  const login = aName()
  const owner = world.visitor()
  await owner.api.account.register.mutate({ username: login, password })
  await owner.api.account.logOut.mutate()
  const reasons = await Promise.all(
    Array.from({ length: 300 }, async (_, i) =>
      reasonOf(
        await post(
          'account.logIn',
          { login, password: `wrong ${i}` },
          { 'x-forwarded-for': `10.${i >> 8}.${i & 255}.1` },
        ),
      ),
    ),
  )
  const tried = reasons.filter((reason) => reason === 'account.wrong-credentials').length
  expect(tried).toBe(10)
  expect(reasons.filter((reason) => reason === 'limit.reached')).toHaveLength(290)
  // A stranger with the right password is kept waiting too; ASVS 6.1.1: the device that was here before is not.
  expect(await refusalOf(world.visitor().api.account.logIn.mutate({ login, password }))).toMatchObject({
    reason: 'limit.reached',
  })
  await owner.api.account.logIn.mutate({ login, password })
  expect((await owner.api.account.me.query()).username).toBe(login)
  console.log(`passwords: 300 wrong from 300 addresses, ${tried} tried, owner on a known device signed in`)
})

test('a known device’s own guesses are counted too', async () => {
  const login = aName()
  const owner = world.visitor()
  await owner.api.account.register.mutate({ username: login, password })
  for (let i = 0; i < 10; i++)
    await refusalOf(owner.api.account.logIn.mutate({ login, password: `wrong ${i}` }))
  expect(await refusalOf(owner.api.account.logIn.mutate({ login, password }))).toMatchObject({
    reason: 'limit.reached',
  })
})

test('a refusal says when to come back, in the body and in Retry-After', async () => {
  const login = aName()
  let answer = await post('account.logIn', { login, password })
  for (let i = 0; i < 10; i++) answer = await post('account.logIn', { login, password })
  expect(answer.status).toBe(429)
  expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(800)
})

test('seed 3, CVE-2026-45364: one customer’s IPv6 addresses, in any spelling, count as one; forged hops do not count', async () => {
  const strict = await createTestApi({
    settings: { trustedProxies: 1, accounts: { ...world.settings.accounts, addressLimitFactor: 1 } },
  })
  try {
    const ready = async () => (await (await fetch(`${strict.origin}/api/ready`)).json()) as { redis: boolean }
    await expect.poll(async () => (await ready()).redis).toBe(true)
    const statuses: number[] = []
    for (let i = 0; i < 70; i++) {
      const address = [
        `2001:db8:1:2::${i}`,
        `2001:0DB8:0001:0002:0:0:0:${i.toString(16)}`,
        `2001:db8:1:2:ffff::${i}`,
      ][i % 3]
      const answer = await fetch(`${strict.origin}/api/trpc/account.logIn`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-forwarded-for': `198.51.100.${i}, ${address}` },
        body: JSON.stringify({ login: `nobody${i}`, password }),
      })
      statuses.push(answer.status)
    }
    expect(statuses.filter((status) => status === 401)).toHaveLength(60)
    expect(statuses.slice(60)).toEqual(Array(10).fill(429))
  } finally {
    await strict.close()
  }
})

test('ASVS 6.1.2, 6.2.1-5, 6.2.9, 6.2.11: length and lists decide about a password, nothing else', async () => {
  const attempt = async (chosen: string, username = aName()) =>
    world
      .visitor()
      .api.account.register.mutate({ username, password: chosen })
      .then(
        () => 'ok',
        (error) => error.data.reason as string,
      )
  expect(await attempt('short of 12')).toBe('account.password-too-short')
  expect(await attempt('just long 12')).toBe('ok')
  expect(await attempt('aaaaaaaaaaaaaaaaaaa1')).toBe('ok')
  expect(await attempt('            x            ')).toBe('ok')
  expect(await attempt('\u{1F600}'.repeat(64))).toBe('ok')
  expect(await attempt('\u{1F600}'.repeat(11))).toBe('account.password-too-short')
  for (const common of ['qwerty123456', 'QWERTY123456', '123456789987654321', 'motherfucker'])
    expect(await attempt(common), common).toBe('account.password-too-common')
  expect(await attempt('qwerty123456 and then some')).toBe('ok')
  expect(await attempt('gargantua-the-second', 'gargantua-the-second')).toBe('account.password-is-name')
  expect(await attempt('shiplapshiplap')).toBe('account.password-is-name')
  expect(await attempt('x'.repeat(1_025))).toBe('request.invalid')
  expect(await attempt('lone \ud800 surrogate')).toBe('request.invalid')
  expect(await attempt('a\0 nul in the middle')).toBe('request.invalid')
})

test('ASVS 11.4.2: a raised cost is taken up at the next sign-in, and the password keeps working', async () => {
  const login = aName()
  await world.visitor().api.account.register.mutate({ username: login, password })
  const before = await world.database.rows<{ passwordHash: string }>`
    select password_hash from account where username_key = ${login}`
  expect(before[0]?.passwordHash).toContain('$04$')
  const raised = await world.another({ passwordCost: 5 })
  try {
    await Promise.all(
      Array.from({ length: 5 }, () => raised.visitor().api.account.logIn.mutate({ login, password })),
    )
    await expect
      .poll(async () => {
        const rows = await world.database.rows<{ passwordHash: string }>`
          select password_hash from account where username_key = ${login}`
        return rows[0]?.passwordHash
      })
      .toContain('$05$')
    await raised.visitor().api.account.logIn.mutate({ login, password })
  } finally {
    await raised.close()
  }
})

test('when more sign in at once than can wait, those are told to come back, and everybody else is served', async () => {
  const busy = await world.another({ passwordCost: 8 })
  try {
    const answers = await Promise.all(
      Array.from({ length: 160 }, async (_, i) => {
        const answer = await fetch(`${busy.origin}/api/trpc/account.logIn`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', 'x-forwarded-for': `10.3.${i}.1` },
          body: JSON.stringify({ login: `crowd${i}`, password }),
        })
        return {
          status: answer.status,
          wait: answer.headers.get('retry-after'),
          reason: await reasonOf(answer),
        }
      }),
    )
    const turnedAway = answers.filter(({ status }) => status === 503)
    expect(turnedAway.length).toBeGreaterThan(10)
    for (const each of turnedAway) expect(each).toEqual({ status: 503, wait: '2', reason: 'account.busy' })
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(160 - turnedAway.length)
  } finally {
    await busy.close()
  }
})
