import { afterAll, beforeAll, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { type AnotherProcess, createTestApi, type TestApi } from '../testing.ts'
import { refusalOf } from '../testing-refusal.ts'
import type { TestVisitor } from '../testing-visitor.ts'

let world: TestApi
let other: AnotherProcess
beforeAll(async () => {
  world = await createTestApi()
  other = await world.another()
})
afterAll(() => world.close())

let count = 0
const password = 'a long enough phrase'

async function aPerson() {
  const username = `revoked${++count}`
  const visitor = world.visitor()
  const { account } = await visitor.api.account.register.mutate({ username, password })
  return { username, visitor, account }
}
async function elsewhere(username: string): Promise<TestVisitor> {
  const visitor = other.visitor()
  await visitor.api.account.logIn.mutate({ login: username, password })
  return visitor
}
const presentId = async (visitor: TestVisitor) => (await visitor.api.account.me.query()).session.id

/** A socket of this visitor on a process, open and known to it; resolves `closed` with code, reason and time. */
async function socketOf(visitor: TestVisitor, origin: string) {
  const cookie = [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  const socket = new WebSocket(`${origin.replace('http', 'ws')}/api/ws`, { headers: { cookie, origin } })
  const closed = new Promise<{ code: number; reason: string; at: number }>((resolve) =>
    socket.once('close', (code, reason) => resolve({ code, reason: String(reason), at: performance.now() })),
  )
  await new Promise<void>((resolve, reject) => {
    socket.once('error', reject)
    socket.once('open', () =>
      socket.send(JSON.stringify({ id: 1, method: 'query', params: { path: 'account.me' } })),
    )
    socket.once('message', () => resolve())
  })
  return { socket, closed }
}

test('seed 4, ASVS 7.5.2: a signed-out device is refused by every process with the next request, and its sockets close within a second', async () => {
  const { username, visitor } = await aPerson()
  const lags: number[] = []
  for (let round = 0; round < 20; round++) {
    const device = await elsewhere(username)
    const id = await presentId(device)
    const sockets = [await socketOf(device, world.origin), await socketOf(device, other.origin)]
    await visitor.api.device.revoke.mutate({ id })
    const revoked = performance.now()
    expect(await refusalOf(device.api.account.me.query())).toEqual({
      reason: 'account.signed-out',
      endedBy: 'device',
    })
    for (const { closed } of sockets) {
      const { code, reason, at } = await closed
      expect([code, reason]).toEqual([4401, 'device'])
      lags.push(at - revoked)
    }
  }
  lags.sort((one, other) => one - other)
  const [median, worst] = [lags[20] ?? 0, lags.at(-1) ?? 0]
  expect(worst).toBeLessThan(1_000)
  console.log(
    `revocation: 40 sockets on two processes closed, median ${median.toFixed(1)} ms, worst ${worst.toFixed(1)} ms after the answer`,
  )
})

const ways: Record<
  string,
  { end: (who: Awaited<ReturnType<typeof aPerson>>) => Promise<unknown>; by: string; me: boolean }
> = {
  'all others': {
    end: ({ visitor }) => visitor.api.device.revokeOthers.mutate(),
    by: 'everywhere',
    me: true,
  },
  everywhere: { end: ({ visitor }) => visitor.api.device.revokeAll.mutate(), by: 'everywhere', me: false },
  'a password change': {
    end: ({ visitor }) =>
      visitor.api.account.changePassword.mutate({ current: password, password: `${password} 2` }),
    by: 'password',
    me: true,
  },
  deletion: {
    end: ({ visitor, username }) => visitor.api.account.delete.mutate({ username }),
    by: 'deletion',
    me: false,
  },
}
for (const [name, { end, by, me }] of Object.entries(ways))
  test(`${name} ends the other devices at once, on every process`, async () => {
    const who = await aPerson()
    const devices = [await elsewhere(who.username), await elsewhere(who.username)]
    const sockets = await Promise.all(devices.map((device) => socketOf(device, other.origin)))
    await end(who)
    for (const device of devices)
      expect(await refusalOf(device.api.account.me.query())).toEqual({
        reason: 'account.signed-out',
        endedBy: by,
      })
    for (const { closed } of sockets) expect(await closed).toMatchObject({ code: 4401, reason: by })
    const own = who.visitor.api.account.me.query()
    if (me) expect((await own).username).toBe(who.username)
    else expect(await refusalOf(own)).toMatchObject({ reason: 'account.signed-out' })
  })

test('ASVS 7.4.2, 8.3.2: an account that is closed is out at once; a new role counts with the next request', async () => {
  const admin = await aPerson()
  await world.database.rows`update account set role = 'admin' where id = ${admin.account.id}`
  const who = await aPerson()
  const device = await elsewhere(who.username)
  expect(await refusalOf(device.api.admin.accounts.query({}))).toMatchObject({ reason: 'account.forbidden' })
  await admin.visitor.api.admin.setRole.mutate({ id: who.account.id, role: 'admin' })
  expect((await device.api.admin.accounts.query({ search: who.username })).accounts).toHaveLength(1)
  const asAdmin = await socketOf(device, other.origin)
  let hear = () => {}
  const heard = new Promise<void>((resolve) => (hear = resolve))
  const refused = new Promise((resolve) =>
    device.api.job.live.subscribe(undefined, {
      onData: hear,
      onError: (error) => resolve(error.data?.reason),
    }),
  )
  await heard
  await admin.visitor.api.admin.setRole.mutate({ id: who.account.id, role: 'member' })
  expect(await refusalOf(device.api.admin.accounts.query({}))).toMatchObject({ reason: 'account.forbidden' })
  // What was subscribed to as an administrator ends, too.
  expect(await asAdmin.closed).toMatchObject({ code: 1012, reason: 'role changed' })
  expect(await refused).toBe('account.forbidden')
  const { closed } = await socketOf(device, other.origin)
  await admin.visitor.api.admin.setDisabled.mutate({ id: who.account.id, disabled: true })
  expect(await refusalOf(device.api.account.me.query())).toEqual({
    reason: 'account.signed-out',
    endedBy: 'admin',
  })
  expect(await closed).toMatchObject({ code: 4401, reason: 'admin' })
  const again = other.visitor().api.account.logIn.mutate({ login: who.username, password })
  expect(await refusalOf(again)).toEqual({ reason: 'account.disabled' })
})

test('the last administrator stays one', async () => {
  const admin = await aPerson()
  await world.database.rows`update account set role = 'member' where role = 'admin'`
  await world.database.rows`update account set role = 'admin' where id = ${admin.account.id}`
  const { id } = admin.account
  const last = { reason: 'account.last-admin' }
  expect(await refusalOf(admin.visitor.api.admin.setRole.mutate({ id, role: 'member' }))).toEqual(last)
  expect(await refusalOf(admin.visitor.api.admin.setDisabled.mutate({ id, disabled: true }))).toEqual(last)
  expect(await refusalOf(admin.visitor.api.account.delete.mutate({ username: admin.username }))).toEqual(last)
})

test('seed 0: nobody ends, renames or sees a device of somebody else', async () => {
  const [mine, yours] = [await aPerson(), await aPerson()]
  const id = await presentId(yours.visitor)
  const [session] = await yours.visitor.api.device.list.query()
  const notFound = { reason: 'device.not-found' }
  expect(await refusalOf(mine.visitor.api.device.revoke.mutate({ id }))).toEqual(notFound)
  const rename = mine.visitor.api.device.rename.mutate({ deviceId: session?.device.id ?? '', name: 'Mine' })
  expect(await refusalOf(rename)).toEqual(notFound)
  expect((await mine.visitor.api.device.list.query()).map((each) => each.id)).not.toContain(id)
  expect(await presentId(yours.visitor)).toBe(id)
})

test('the list of devices follows every change, from whichever process, and never carries a credential', async () => {
  const { username, visitor } = await aPerson()
  const seen: number[] = []
  const texts: string[] = []
  const subscription = visitor.api.device.live.subscribe(undefined, {
    onData(list) {
      seen.push(list.length)
      texts.push(JSON.stringify(list))
    },
  })
  await expect.poll(() => seen.at(-1)).toBe(1)
  const device = await elsewhere(username)
  await expect.poll(() => seen.at(-1)).toBe(2)
  const [own] = await device.api.device.list.query()
  expect(own?.isPresent).toBe(true)
  await device.api.device.rename.mutate({ deviceId: own?.device.id ?? '', name: 'The attic machine' })
  await expect.poll(() => texts.at(-1)).toContain('The attic machine')
  await device.api.account.logOut.mutate()
  await expect.poll(() => seen.at(-1)).toBe(1)
  subscription.unsubscribe()
  for (const secret of [...visitor.cookies.values(), ...device.cookies.values()])
    expect(texts.join()).not.toContain(secret)
})

test('ASVS 7.2.4: each authentication gives a new token, and a planted one never becomes good', async () => {
  const { username, visitor } = await aPerson()
  const seen = new Set([visitor.cookies.get('__Host-shiplap')])
  const fresh = () => {
    const token = visitor.cookies.get('__Host-shiplap')
    expect(seen.has(token)).toBe(false)
    seen.add(token)
  }
  await visitor.api.account.reauthenticate.mutate({ password })
  fresh()
  await visitor.api.account.logIn.mutate({ login: username, password })
  fresh()
  await visitor.api.account.changePassword.mutate({ current: password, password: `${password} 3` })
  fresh()
  const planted = 'p'.repeat(43)
  const victim = world.visitor()
  victim.cookies.set('__Host-shiplap', planted)
  await victim.api.account.logIn.mutate({ login: username, password: `${password} 3` })
  expect(victim.cookies.get('__Host-shiplap')).not.toBe(planted)
  const attacker = world.visitor()
  for (const old of [planted, ...[...seen].slice(0, -1)]) {
    attacker.cookies.set('__Host-shiplap', old ?? '')
    expect(await refusalOf(attacker.api.account.me.query())).toMatchObject({ reason: 'account.signed-out' })
  }
})
