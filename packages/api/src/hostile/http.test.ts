import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestApi, type TestApi } from '../testing.ts'
import type { TestVisitor } from '../testing-visitor.ts'
import { type Case, count, hostileCases, newTally } from './cases.ts'

let world: TestApi
beforeAll(async () => {
  world = await createTestApi({ settings: { trustedProxies: 1 } })
})
afterAll(() => world.close())

const whoAsks = {
  'a stranger': async () => world.visitor(),
  // Some calls end the session of who makes them, so each procedure meets a member of its own.
  'a member': async () => {
    const member = world.visitor()
    const username = `member${members++}`
    await post(member, 'account.register', { username, password: 'a long enough phrase' })
    return member
  },
}
let members = 0
let calls = 0

test.each(Object.entries(whoAsks))(
  'bad input from %s is refused by every procedure, without a fault and without telling what is inside',
  async (who, arrive) => {
    const tally = newTally()
    let visitor = await arrive()
    let path = ''
    for (const one of hostileCases()) {
      if (one.type === 'subscription') continue
      if (one.path !== path) visitor = await arrive()
      path = one.path
      count(tally, one, await send(visitor, one))
    }
    const { faults, ...counts } = tally
    console.log(`bad input over HTTP from ${who}`, counts)
    expect(faults).toEqual([])
    expect(counts.refused).toBeGreaterThan(300)
    expect(Object.prototype).not.toHaveProperty('polluted')
  },
  240_000,
)

test('after all of it, the api still serves', async () => {
  expect((await world.visitor().fetch('/api/ready')).status).toBe(200)
})

async function send(visitor: TestVisitor, { path, type, body }: Case) {
  const response =
    type === 'mutation'
      ? await visitor.fetch(`/api/trpc/${path}`, { method: 'POST', headers: headers(), body })
      : await visitor.fetch(`/api/trpc/${path}?input=${encodeURIComponent(body).slice(0, 12_000)}`, {
          headers: headers(),
        })
  return { status: response.status, text: await response.text() }
}

async function post(visitor: TestVisitor, path: string, input: object): Promise<void> {
  const response = await visitor.fetch(`/api/trpc/${path}`, {
    method: 'POST',
    headers: headers(),
    body: JSON.stringify(input),
  })
  if (!response.ok) throw new Error(`${path}: ${await response.text()}`)
}

/** Each call comes from an address of its own, so that limits do not hide what lies behind them. */
function headers(): Record<string, string> {
  const call = calls++
  return {
    'content-type': 'application/json',
    'x-forwarded-for': `10.${call >> 16}.${(call >> 8) & 255}.${call & 255}`,
  }
}
