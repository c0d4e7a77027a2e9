import { createHash } from 'node:crypto'
import { request } from 'node:http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestApi, type TestApi } from '../testing.ts'
import { codeFor, linkFor, mailsTo } from '../testing-mail.ts'
import { registerConfirmed } from '../testing-people.ts'
import { refusalOf } from '../testing-refusal.ts'

const setupToken = 'a set-up token that was printed once'
let world: TestApi
beforeAll(async () => {
  world = await createTestApi()
})
afterAll(() => world.close())

let count = 0
const password = 'a long enough phrase'
const minute = 60_000

const withAddress = () => registerConfirmed(world, { username: `reset${++count}`, password })
async function resetLink(email: string): Promise<string> {
  const before = (await mailsTo(world, email)).length
  await world.visitor().api.account.requestReset.mutate({ email })
  // The mail is put in beside the answer.
  await expect.poll(async () => (await mailsTo(world, email)).length).toBeGreaterThan(before)
  return linkFor(world, email)
}

test('an address counts only once its owner has opened the link', async () => {
  const email = 'waits@example.org'
  const visitor = world.visitor()
  await visitor.api.account.register.mutate({ username: 'waits', password, email })
  expect(await visitor.api.account.me.query()).toMatchObject({ email: null, waitingEmail: email })
  expect(await refusalOf(world.visitor().api.account.logIn.mutate({ login: email, password }))).toMatchObject(
    {
      reason: 'account.wrong-credentials',
    },
  )
  await visitor.api.account.confirmEmail.mutate({ token: await linkFor(world, email) })
  expect(await visitor.api.account.me.query()).toMatchObject({ email, waitingEmail: null })
  await world.visitor().api.account.logIn.mutate({ login: 'WAITS@example.ORG', password })
})

test('CVE-2026-53516: who registered with somebody else’s address first gains nothing when the owner comes', async () => {
  const email = 'owner@example.org'
  const squatter = world.visitor()
  await squatter.api.account.register.mutate({ username: 'squatter', password, email })
  const owner = world.visitor()
  await owner.api.account.register.mutate({ username: 'owner', password, email })
  await owner.api.account.confirmEmail.mutate({ token: await linkFor(world, email) })
  expect((await owner.api.account.me.query()).email).toBe(email)
  expect((await squatter.api.account.me.query()).email).toBeNull()
})

test('registering with an address that is taken looks the same, and its owner is told by mail', async () => {
  const { email } = await withAddress()
  const answer = await world
    .visitor()
    .api.account.register.mutate({ username: `also${++count}`, password, email })
  const fresh = await world.visitor().api.account.register.mutate({
    username: `fresh${++count}`,
    password,
    email: `fresh${count}@example.org`,
  })
  expect(Object.keys(answer)).toEqual(Object.keys(fresh))
  const letter = (await mailsTo(world, email)).at(-1)
  expect(letter?.subject).toBe('You already have a Shiplap account')
  expect(letter?.text).not.toMatch(/#[\w-]{43}/)
})

test('a reset link works once, signs out everywhere, and signs nobody in', async () => {
  const { email, username, visitor } = await withAddress()
  const token = await resetLink(email)
  const reader = world.visitor()
  expect(await refusalOf(reader.api.account.reset.mutate({ token, password: 'short' }))).toMatchObject({
    reason: 'account.password-too-short',
  })
  const attempts = await Promise.allSettled(
    Array.from({ length: 10 }, () =>
      world.visitor().api.account.reset.mutate({ token, password: `${password} 2` }),
    ),
  )
  expect(attempts.filter((each) => each.status === 'fulfilled')).toHaveLength(1)
  expect(reader.cookies.has('__Host-shiplap')).toBe(false)
  expect(await refusalOf(visitor.api.account.me.query())).toEqual({
    reason: 'account.signed-out',
    endedBy: 'reset',
  })
  await reader.api.account.logIn.mutate({ login: username, password: `${password} 2` })
})

test('a reset link works for half an hour, and a newer one ends it', async () => {
  const { email } = await withAddress()
  const first = await resetLink(email)
  const second = await resetLink(email)
  const invalid = { reason: 'account.link-invalid' }
  const use = (token: string) =>
    world.visitor().api.account.reset.mutate({ token, password: `${password} 3` })
  expect(await refusalOf(use(first))).toEqual(invalid)
  await world.advance(31 * minute)
  expect(await refusalOf(use(second))).toEqual(invalid)
})

test('CVE-2026-110862: a link serves the purpose it was made for and no other', async () => {
  const { email } = await withAddress()
  const reset = await resetLink(email)
  const invalid = { reason: 'account.link-invalid' }
  expect(await refusalOf(world.visitor().api.account.confirmEmail.mutate({ token: reset }))).toEqual(invalid)
  const visitor = world.visitor()
  await visitor.api.account.register.mutate({
    username: `purpose${++count}`,
    password,
    email: `p${count}@example.org`,
  })
  const confirm = await linkFor(world, `p${count}@example.org`)
  expect(await refusalOf(visitor.api.account.reset.mutate({ token: confirm, password }))).toEqual(invalid)
  const pending = await world
    .visitor()
    .api.device.startSession.mutate({ mode: 'email', user: { email }, device: { type: 'othr' } })
  for (const token of [pending.token ?? '', visitor.cookies.get('__Host-shiplap') ?? ''])
    expect(await refusalOf(visitor.api.account.reset.mutate({ token, password }))).toEqual(invalid)
})

test('ASVS 6.4.3: the link leads to the configured origin, whatever Host a request names', async () => {
  const { email } = await withAddress()
  const before = (await mailsTo(world, email)).length
  // fetch does not let one set Host.
  await new Promise<void>((resolve, reject) => {
    const asked = request(
      `${world.origin}/api/trpc/account.requestReset`,
      {
        method: 'POST',
        headers: {
          host: 'evil.example',
          'x-forwarded-host': 'evil.example',
          'content-type': 'application/json',
        },
      },
      (answer) => answer.resume().on('end', () => resolve()),
    )
    asked.on('error', reject)
    asked.end(JSON.stringify({ email }))
  })
  await expect.poll(async () => (await mailsTo(world, email)).length).toBeGreaterThan(before)
  const text = (await mailsTo(world, email)).at(-1)?.text ?? ''
  expect(text).toContain(`${world.origin}/reset#`)
  expect(text).not.toContain('evil')
})

test('an address that nobody has gets no mail, and the asker no other answer', async () => {
  await world.visitor().api.account.requestReset.mutate({ email: 'nobody@example.org' })
  expect(await mailsTo(world, 'nobody@example.org')).toEqual([])
})

test('ASVS 7.5.1: address, data and deletion ask for the password again after ten minutes', async () => {
  const { visitor, username } = await withAddress()
  await world.advance(11 * minute)
  const again = { reason: 'account.prove-again' }
  expect(await refusalOf(visitor.api.account.changeEmail.mutate({ email: 'new@example.org' }))).toEqual(again)
  expect(await refusalOf(visitor.api.account.export.mutate())).toEqual(again)
  expect(await refusalOf(visitor.api.account.delete.mutate({ username }))).toEqual(again)
  expect(await refusalOf(visitor.api.account.reauthenticate.mutate({ password: 'wrong' }))).toEqual({
    reason: 'account.wrong-password',
  })
  await visitor.api.account.reauthenticate.mutate({ password })
  await visitor.api.account.export.mutate()
})

test('ASVS 6.3.7: a new name is told to its owner by mail, and stands among what happened', async () => {
  const { visitor, email, username } = await withAddress()
  const mailed = (await mailsTo(world, email)).length
  await visitor.api.account.update.mutate({ username: `${username}-anew` })
  await visitor.api.account.update.mutate({ username: `${username}-anew` })
  const letters = (await mailsTo(world, email)).slice(mailed)
  expect(letters.map(({ subject }) => subject)).toEqual(['Your Shiplap name was changed'])
  expect(letters[0]?.text).toContain(`${username}, your account is called ${username}-anew now.`)
  const { events } = await visitor.api.account.events.query({})
  expect(events.filter(({ kind }) => kind === 'renamed')).toMatchObject([{ detail: username }])
})

test('both the old and the new address hear of a change', async () => {
  const { visitor, email, username } = await withAddress()
  const next = `${username}@example.net`
  await visitor.api.account.changeEmail.mutate({ email: next })
  await visitor.api.account.confirmEmail.mutate({ token: await linkFor(world, next) })
  for (const address of [email, next])
    expect((await mailsTo(world, address)).at(-1)?.subject).toBe('Your Shiplap address was changed')
})

test('ASVS 6.5.6: an address that was given up gets neither a code nor a link of the account any more', async () => {
  const { visitor, email, username, id } = await withAddress()
  const next = `${username}@example.com`
  await visitor.api.account.changeEmail.mutate({ email: next })
  await visitor.api.account.confirmEmail.mutate({ token: await linkFor(world, next) })
  const stranger = world.visitor()
  expect(await refusalOf(stranger.api.account.logIn.mutate({ login: email, password }))).toMatchObject({
    reason: 'account.wrong-credentials',
  })
  const mailed = (await mailsTo(world, email)).length
  await stranger.api.account.requestReset.mutate({ email })
  const asked = await stranger.api.device.startSession.mutate({
    mode: 'email',
    user: { email },
    device: { type: 'othr' },
  })
  await stranger.api.device.confirmSession.mutate({
    id: asked.id,
    token: asked.token ?? '',
    code: await codeFor(world, email),
  })
  // The code is one for a new account; the link that was asked for before it never came.
  expect((await stranger.api.account.me.query()).id).not.toBe(id)
  expect((await mailsTo(world, email)).slice(mailed).map(({ subject }) => subject)).toEqual([
    'Your Shiplap code',
  ])
})

test('a deleted account leaves nothing of the person, and its name is free again', async () => {
  const { visitor, username, email, id } = await withAddress()
  await visitor.api.account.delete.mutate({ username })
  const left = await world.database.rows<{ text: string }>`
    select t::text as text from account t where id = ${id}
    union all select t::text from device t where account_id = ${id}
    union all select t::text from device_session t where account_id = ${id}
    union all select t::text from account_event t where account_id = ${id}
    union all select t::text from mail_token t where account_id = ${id}`
  const all = left.map((row) => row.text).join('\n')
  expect(all).not.toContain(username)
  expect(all).not.toContain(email)
  expect(all).not.toContain('127.0.0.1')
  expect(await refusalOf(world.visitor().api.account.byId.query({ id }))).toEqual({
    reason: 'account.not-found',
  })
  await world.visitor().api.account.register.mutate({ username, password })
})

test('seed 2, ASVS 8.2.3: the public profile of an account tells its name, role and age and nothing else', async () => {
  const { id, username } = await withAddress()
  const profile = await world.visitor().api.account.byId.query({ id })
  expect(Object.keys(profile).sort()).toEqual(['createdAt', 'id', 'role', 'username'])
  expect((await world.visitor().api.account.byName.query({ username: username.toUpperCase() })).id).toBe(id)
})

test('me follows a change of the account at once, also on another process', async () => {
  const { visitor, username } = await withAddress()
  const other = await world.another()
  const there = other.visitor()
  await there.api.account.logIn.mutate({ login: username, password })
  expect((await there.api.account.me.query()).username).toBe(username)
  const renamed = `${username}-renamed`
  await visitor.api.account.update.mutate({ username: renamed })
  expect((await visitor.api.account.me.query()).username).toBe(renamed)
  expect((await there.api.account.me.query()).username).toBe(renamed)
})

test('the first administrator is made once, by the printed link, however many try at once', async () => {
  const place = await createTestApi({ settings: { accounts: { ...world.settings.accounts, setupToken } } })
  try {
    const setUp = (token: string, username: string) =>
      place.visitor().api.account.setUp.mutate({ token, username, password })
    const gone = { reason: 'account.set-up' }
    expect(await refusalOf(setUp(createHash('sha256').update(setupToken).digest('hex'), 'eve'))).toEqual(gone)
    expect(await place.visitor().api.account.canSetUp.query({ token: setupToken })).toBe(true)
    const made = await Promise.allSettled(
      Array.from({ length: 10 }, (_, i) => setUp(setupToken, `keeper${i}`)),
    )
    const done = made.flatMap((each) => (each.status === 'fulfilled' ? [each.value.account.role] : []))
    expect(done).toEqual(['admin'])
    expect(await place.visitor().api.account.canSetUp.query({ token: setupToken })).toBe(false)
    expect(await refusalOf(setUp(setupToken, 'late'))).toEqual(gone)
  } finally {
    await place.close()
  }
})

test('without a set-up link nobody makes themselves an administrator', async () => {
  for (const token of ['null', 'undefined', setupToken])
    expect(
      await refusalOf(world.visitor().api.account.setUp.mutate({ token, username: 'eve', password })),
    ).toEqual({
      reason: 'account.set-up',
    })
})
