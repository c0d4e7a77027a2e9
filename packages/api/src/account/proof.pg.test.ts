import { readdir, readFile } from 'node:fs/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestApi, type TestApi } from '../testing.ts'
import { linkFor, mailsTo } from '../testing-mail.ts'
import { registerConfirmed } from '../testing-people.ts'
import { refusalOf } from '../testing-refusal.ts'

let world: TestApi
beforeAll(async () => {
  world = await createTestApi()
})
afterAll(() => world.close())

let count = 0
const password = 'a long enough phrase'
const minute = 60_000

const aPerson = () => registerConfirmed(world, { username: `proof${++count}`, password })
async function anAdmin() {
  const admin = await aPerson()
  await world.database.rows`update account set role = 'admin' where id = ${admin.id}`
  await admin.visitor.api.account.logIn.mutate({ login: admin.username, password, stay: true })
  return admin
}

test('ASVS 6.3.2: a fresh instance has no account', async () => {
  const fresh = await createTestApi()
  expect(await fresh.database.rows`select from account`).toEqual([])
  await fresh.close()
})

test('ASVS 6.2.2-3: a new password needs the present one, and wrong ones are counted', async () => {
  const { visitor, username } = await aPerson()
  const change = (current: string) =>
    visitor.api.account.changePassword.mutate({ current, password: `${password} 2` })
  for (let i = 0; i < 10; i++)
    expect(await refusalOf(change(`wrong ${i}`))).toEqual({ reason: 'account.wrong-password' })
  expect(await refusalOf(change(password))).toMatchObject({ reason: 'limit.reached' })
  await world.forgetLimits()
  await change(password)
  await world.visitor().api.account.logIn.mutate({ login: username, password: `${password} 2` })
})

test('ASVS 6.3.5: after five wrong passwords the next sign-in tells the owner of them', async () => {
  const { username, email } = await aPerson()
  const stranger = world.visitor()
  for (let i = 0; i < 5; i++)
    await refusalOf(stranger.api.account.logIn.mutate({ login: username, password: `wrong ${i}` }))
  const noted = () =>
    world.database.rows`select from account_event event join account on account.id = account_id
      where username = ${username} and event.kind = 'sign-in-failed'`
  await expect.poll(async () => (await noted()).length).toBe(5)
  await world.visitor().api.account.logIn.mutate({ login: username, password })
  const letter = (await mailsTo(world, email)).at(-1)
  expect(letter?.subject).toBe('Wrong passwords before your sign-in')
  expect(letter?.text).toContain('5 attempts with a wrong password')
})

test('ASVS 7.4.5: an administrator signs an account out everywhere', async () => {
  const [admin, who] = [await anAdmin(), await aPerson()]
  const device = world.visitor()
  await device.api.account.logIn.mutate({ login: who.username, password })
  expect(await admin.visitor.api.admin.endSessions.mutate({ id: who.id })).toEqual({ ended: 2 })
  for (const visitor of [who.visitor, device])
    expect(await refusalOf(visitor.api.account.me.query())).toEqual({
      reason: 'account.signed-out',
      endedBy: 'admin',
    })
})

test('ASVS 6.4.6: an administrator has a reset link sent and never sees it, nor chooses a password', async () => {
  const [admin, who] = [await anAdmin(), await aPerson()]
  expect(await admin.visitor.api.admin.startReset.mutate({ id: who.id })).toBeUndefined()
  const token = await linkFor(world, who.email)
  await world.visitor().api.account.reset.mutate({ token, password: `${password} of my own` })
  await world.visitor().api.account.logIn.mutate({ login: who.username, password: `${password} of my own` })
})

test('ASVS 7.5.3: what administrators do to accounts asks for their password again after ten minutes', async () => {
  const [admin, who] = [await anAdmin(), await aPerson()]
  const { api } = admin.visitor
  await world.advance(11 * minute)
  const { id } = who
  const again = { reason: 'account.prove-again' }
  expect(await refusalOf(api.admin.setRole.mutate({ id, role: 'verifier' }))).toEqual(again)
  expect(await refusalOf(api.admin.setDisabled.mutate({ id, disabled: true }))).toEqual(again)
  expect(await refusalOf(api.admin.endSessions.mutate({ id }))).toEqual(again)
  expect(await refusalOf(api.admin.startReset.mutate({ id }))).toEqual(again)
  await api.account.reauthenticate.mutate({ password })
  await api.admin.setRole.mutate({ id, role: 'verifier' })
})

test('ASVS 16.4.1: a user agent with control characters is written down without them', async () => {
  const { visitor, username } = await aPerson()
  // No client and no server lets line breaks and escapes through in a header; the controls of Latin-1 arrive.
  await world.visitor().fetch('/api/trpc/account.logIn', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'user-agent': 'evil\u009b2J next\u0085line' },
    body: JSON.stringify({ login: username, password }),
  })
  const { events } = await visitor.api.account.events.query({})
  const devices = await visitor.api.device.list.query()
  expect(events[0]?.userAgent).toBe('evil2J nextline')
  expect(JSON.stringify({ events, devices })).not.toMatch(/\\u00[0189]|[\u007f-\u009f]/)
})

test('ASVS 6.3.4: these are all the ways to be signed in', async () => {
  const folder = new URL('../', import.meta.url)
  const files = (await readdir(folder, { recursive: true })).filter((file) =>
    /^(?!.*(testing|\.test\.)).*\.ts$/.test(file),
  )
  const signsIn = async (file: string) =>
    /\bsignIn\(ctx, tx,/.test(await readFile(new URL(file, folder), 'utf8')) ? [file] : []
  expect((await Promise.all(files.map(signsIn))).flat().sort()).toEqual([
    'account/log-in.ts',
    'account/register.ts',
    'account/set-up.ts',
    'device/confirm-session.ts',
  ])
})
