import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestApi, type TestApi } from './testing.ts'

// What proxies in front of us write, and what a machine writes of its own links.
let world: TestApi
beforeAll(async () => {
  world = await createTestApi({ settings: { trustedProxies: 1 } })
})
afterAll(() => world.close())

let count = 0

test.each([
  ['203.0.113.9', '203.0.113.9'],
  ['203.0.113.9:51234', '203.0.113.9'],
  ['::ffff:203.0.113.9', '203.0.113.9'],
  ['2001:db8::7', '2001:db8::7'],
  ['[2001:db8::7]', '2001:db8::7'],
  ['[2001:db8::7]:443', '2001:db8::7'],
  ['fe80::1%eth0', 'fe80::1'],
  ['unknown', null],
  ['999.1.1.1', null],
  ['_hidden', null],
  [`1.1.1.1'`, null],
])('who comes from "%s" is let in, and is noted as coming from %s', async (written, noted) => {
  const username = `from${++count}`
  const answer = await fetch(`${world.origin}/api/trpc/account.register`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-forwarded-for': `10.0.0.1, ${written}` },
    body: JSON.stringify({ username, password: 'a long enough phrase' }),
  })
  expect(answer.status).toBe(200)
  const [row] = await world.database.rows<{ ip: string | null }>`
    select host(ip) as ip from device_session join account on account.id = account_id where username = ${username}`
  expect(row?.ip ?? null).toBe(noted)
})
