import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestApi, type TestApi } from '../testing.ts'
import { codeFor, mailsTo } from '../testing-mail.ts'
import { refusalOf } from '../testing-refusal.ts'
import type { TestVisitor } from '../testing-visitor.ts'

let world: TestApi
let closed: TestApi
beforeAll(async () => {
  world = await createTestApi()
  closed = await createTestApi({
    settings: { accounts: { ...world.settings.accounts, openRegistration: false } },
  })
})
afterAll(() => Promise.all([world.close(), closed.close()]))

let count = 0
const anAddress = () => `sam${++count}@example.org`
const othr = { type: 'othr' } as const
const aPhone = () => ({ type: 'mobi' as const, vendorUuid: randomUUID() })
const minute = 60_000

type Device = { type: 'othr' | 'mobi'; vendorUuid?: string }
const ask = (visitor: TestVisitor, email: string, device: Device = othr, more: object = {}) =>
  visitor.api.device.startSession.mutate({ mode: 'email', user: { email }, device, ...more })
const confirm = (
  visitor: TestVisitor,
  asked: { id: string; token: string | null },
  code: string,
  means: 'cookie' | 'tokens' = 'cookie',
) => visitor.api.device.confirmSession.mutate({ id: asked.id, token: asked.token ?? '', code, means })
const wrong = (code: string, by = 1) => String((Number(code) + by) % 1_000_000).padStart(6, '0')

async function signedInByCode(email = anAddress(), device: Device = othr, visitor = world.visitor()) {
  const asked = await ask(visitor, email, device)
  const confirmed = await confirm(visitor, asked, await codeFor(world, email))
  return { visitor, email, asked, confirmed }
}

test('a code signs in, and an address that nobody has becomes an account', async () => {
  const { visitor, asked, confirmed } = await signedInByCode()
  expect(asked).toMatchObject({ created: true, isNewDevice: true, status: 'pending' })
  expect(confirmed).toMatchObject({
    id: asked.id,
    status: 'confirmed',
    isNewUser: true,
    isNewDevice: true,
    tokens: null,
  })
  expect(confirmed.device.id).toBe(asked.device.id)
  expect((await visitor.api.account.me.query()).id).toBe(confirmed.account.id)
})

test('any other mode is refused', async () => {
  const body = JSON.stringify({ mode: 'sms', user: { email: anAddress() }, device: othr })
  const response = await world.visitor().fetch('/api/trpc/device.startSession', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  })
  expect(response.status).toBe(400)
})

test('a phone must bring its vendor_uuid, and it must be of version 4', async () => {
  expect(await refusalOf(ask(world.visitor(), anAddress(), { type: 'mobi' }))).toMatchObject({
    reason: 'device.vendor-uuid-missing',
  })
  for (const vendorUuid of ['', 'x'.repeat(36), '01890a5d-ac96-774b-bcce-b302099a8057', 'a'.repeat(10_000)])
    expect(await refusalOf(ask(world.visitor(), anAddress(), { type: 'mobi', vendorUuid }))).toMatchObject({
      reason: 'request.invalid',
    })
})

test('a pending session is joined by the same device: same id, no second code; each asker’s token works', async () => {
  for (const device of [othr, aPhone()]) {
    const email = anAddress()
    const visitor = world.visitor()
    const first = await ask(visitor, email, device)
    const second = await ask(visitor, email, device)
    expect(second).toMatchObject({ id: first.id, created: false, status: 'pending' })
    expect(await mailsTo(world, email)).toHaveLength(1)
    expect(await confirm(visitor, first, await codeFor(world, email))).toMatchObject({ id: first.id })
  }
})

test('two browsers of one person do not share a code', async () => {
  const email = anAddress()
  const [one, other] = [world.visitor(), world.visitor()]
  const first = await ask(one, email)
  const code = await codeFor(world, email)
  const second = await ask(other, email)
  expect(second.id).not.toBe(first.id)
  expect(await refusalOf(confirm(other, { id: second.id, token: second.token }, code))).toEqual({
    reason: 'code.invalid',
  })
  expect(await confirm(one, first, code)).toMatchObject({ id: first.id })
})

test('seed 1a: naming the address and the device of a confirmed session gives no credential, only the way to confirm again', async () => {
  const phone = aPhone()
  const { email, asked } = await signedInByCode(anAddress(), phone)
  const stranger = world.visitor()
  const again = await ask(stranger, email, phone)
  expect(again).toMatchObject({ id: asked.id, created: false, isNewDevice: false, status: 'confirmed' })
  expect(Object.keys(again)).not.toContain('tokens')
  stranger.cookies.set('__Host-shiplap', again.token ?? '')
  expect(await refusalOf(stranger.api.account.me.query())).toMatchObject({ reason: 'account.signed-out' })
  const asBearer = await stranger.fetch('/api/trpc/account.me', {
    headers: { authorization: `Bearer ${again.token}` },
  })
  expect(asBearer.status).toBe(401)
})

test('a confirmed phone signs in again under the same id, and only the newest credential opens it', async () => {
  const phone = aPhone()
  const { email, asked, visitor: before } = await signedInByCode(anAddress(), phone)
  const { visitor, confirmed } = await signedInByCode(email, phone)
  expect(confirmed).toMatchObject({ id: asked.id, isNewUser: false, isNewDevice: false })
  expect(await refusalOf(before.api.account.me.query())).toMatchObject({ reason: 'account.signed-out' })
  expect(await visitor.api.device.list.query()).toHaveLength(1)
})

test('a browser that is signed in gets its own session, without a code', async () => {
  const { visitor, email, asked } = await signedInByCode()
  expect(await ask(visitor, email)).toMatchObject({
    id: asked.id,
    created: false,
    status: 'confirmed',
    token: null,
  })
  expect(await mailsTo(world, email)).toHaveLength(1)
})

test('a stranger who asks for an address learns nothing of who has it, from an othr device', async () => {
  const { email } = await signedInByCode()
  const known = await ask(world.visitor(), email)
  const unknown = await ask(world.visitor(), anAddress())
  const shape = ({ id, token, user, createdAt, codeExpiresAt, device, ...rest }: typeof known) => ({
    ...rest,
    device: { ...device, id: null },
    keys: [id, token, user, createdAt, codeExpiresAt].map((value) => typeof value),
  })
  expect(shape(known)).toEqual(shape(unknown))
})

test('ASVS 6.5.5: a code works at 299 seconds and not at 301; then the device starts anew', async () => {
  const email = anAddress()
  const visitor = world.visitor()
  const first = await ask(visitor, email)
  const code = await codeFor(world, email)
  await world.advance(301_000)
  expect(await refusalOf(confirm(visitor, first, code))).toEqual({ reason: 'code.invalid' })
  const second = await ask(visitor, email)
  expect(second).toMatchObject({ created: true })
  expect(second.id).not.toBe(first.id)
  const states = await world.database.rows`select state from pending_session where id = ${first.id}`
  expect(states).toEqual([{ state: 'expired' }])
  await world.advance(299_000)
  expect(await confirm(visitor, second, await codeFor(world, email))).toMatchObject({ id: second.id })
})

test('ASVS 6.5.1: a code works once, also when it is used 20 times at once', async () => {
  const email = anAddress()
  const asked = await ask(world.visitor(), email)
  const code = await codeFor(world, email)
  const answers = await Promise.allSettled(
    Array.from({ length: 20 }, () => confirm(world.visitor(), asked, code)),
  )
  expect(answers.filter((each) => each.status === 'fulfilled')).toHaveLength(1)
  const rows = await world.database.rows`select from device_session where id = ${asked.id}`
  expect(rows).toHaveLength(1)
})

test('ASVS 6.6.3: of 50 guesses at once five count, and the right code after them is refused', async () => {
  const email = anAddress()
  const visitor = world.visitor()
  const asked = await ask(visitor, email)
  const code = await codeFor(world, email)
  const guesses = await Promise.allSettled(
    Array.from({ length: 50 }, (_, i) => confirm(world.visitor(), asked, wrong(code, i + 1))),
  )
  const last = await refusalOf(confirm(visitor, asked, code))
  expect(guesses.filter((each) => each.status === 'fulfilled')).toHaveLength(0)
  expect(last).toEqual({ reason: 'code.invalid' })
  expect(await world.database.rows`select tries, state from pending_session where id = ${asked.id}`).toEqual([
    { tries: 5, state: 'expired' },
  ])
  console.log('codes: 50 parallel wrong guesses, 5 counted, right code afterwards accepted 0 times')
})

test('four wrong tries and then the right one are enough', async () => {
  const email = anAddress()
  const visitor = world.visitor()
  const asked = await ask(visitor, email)
  const code = await codeFor(world, email)
  for (let i = 1; i <= 4; i++)
    expect(await refusalOf(confirm(visitor, asked, wrong(code, i)))).toEqual({ reason: 'code.invalid' })
  expect(await confirm(visitor, asked, code)).toMatchObject({ status: 'confirmed' })
})

test('after five wrong tries a new code can be asked for after a minute', async () => {
  const email = anAddress()
  const visitor = world.visitor()
  const asked = await ask(visitor, email)
  const code = await codeFor(world, email)
  for (let i = 1; i <= 5; i++) await refusalOf(confirm(visitor, asked, wrong(code, i)))
  expect(await refusalOf(ask(visitor, email))).toMatchObject({ reason: 'code.too-soon' })
  await world.advance(minute + 1_000)
  const again = await ask(visitor, email)
  expect(await confirm(visitor, again, await codeFor(world, email))).toMatchObject({ status: 'confirmed' })
})

test('another code can be sent after 60 seconds, and then the first no longer works', async () => {
  const email = anAddress()
  const visitor = world.visitor()
  const asked = await ask(visitor, email)
  const first = await codeFor(world, email)
  const resend = () => visitor.api.device.resendCode.mutate({ id: asked.id, token: asked.token ?? '' })
  const refused = await refusalOf(resend())
  expect(refused).toMatchObject({ reason: 'code.too-soon' })
  expect(refused.retryAfterMs).toBeGreaterThan(50_000)
  await world.advance(minute)
  await resend()
  const second = await codeFor(world, email)
  expect(await mailsTo(world, email)).toHaveLength(2)
  if (first !== second)
    expect(await refusalOf(confirm(visitor, asked, first))).toEqual({ reason: 'code.invalid' })
  expect(await confirm(visitor, asked, second)).toMatchObject({ status: 'confirmed' })
})

test('ASVS 6.6.2: a code confirms only the session it was sent for, with only the token of who asked', async () => {
  const [email, other] = [anAddress(), anAddress()]
  const visitor = world.visitor()
  const asked = await ask(visitor, email)
  const elsewhere = await ask(world.visitor(), other)
  const code = await codeFor(world, email)
  for (const attempt of [
    { id: elsewhere.id, token: elsewhere.token },
    { id: asked.id, token: elsewhere.token },
    { id: elsewhere.id, token: asked.token },
    { id: randomUUID(), token: asked.token },
    { id: asked.id, token: 'x'.repeat(43) },
  ])
    expect(await refusalOf(confirm(world.visitor(), attempt, code))).toEqual({ reason: 'code.invalid' })
  expect(await confirm(visitor, asked, code)).toMatchObject({ id: asked.id })
})

test('over a WebSocket codes are judged as over HTTP: junk, of others, five wrong, 50 at once, late and used', async () => {
  const visitor = world.visitor()
  const { device } = visitor.overSocket
  const start = async () => {
    const email = anAddress()
    const asked = await device.startSession.mutate({
      mode: 'email',
      user: { email },
      device: aPhone(),
      means: 'tokens',
    })
    return { asked, code: await codeFor(world, email) }
  }
  const bring = ({ id, token }: { id: string; token: string | null }, code: string) =>
    device.confirmSession.mutate({ id, token: token ?? '', code, means: 'tokens' })
  const invalid = { reason: 'code.invalid' }
  const [one, other] = [await start(), await start()]
  for (const junk of junkOf(one.code)) expect(await refusalOf(bring(one.asked, junk))).toEqual(invalid)
  for (const strange of [
    { id: one.asked.id, token: other.asked.token },
    { id: other.asked.id, token: one.asked.token },
    { id: randomUUID(), token: one.asked.token },
  ])
    expect(await refusalOf(bring(strange, one.code))).toEqual(invalid)
  expect((await bring(one.asked, one.code)).tokens?.accessToken).toMatch(/^ey/)
  expect(await refusalOf(bring(one.asked, one.code))).toEqual(invalid)
  const guesses = await Promise.allSettled(
    Array.from({ length: 50 }, (_, i) => bring(other.asked, wrong(other.code, i + 1))),
  )
  expect(guesses.filter((each) => each.status === 'fulfilled')).toHaveLength(0)
  expect(await refusalOf(bring(other.asked, other.code))).toEqual(invalid)
  const late = await start()
  await world.advance(301_000)
  expect(await refusalOf(bring(late.asked, late.code))).toEqual(invalid)
})

test('full-width digits, spaces, seven digits and words are no code', async () => {
  const email = anAddress()
  const visitor = world.visitor()
  const asked = await ask(visitor, email)
  const code = await codeFor(world, email)
  for (const junk of junkOf(code))
    expect(await refusalOf(confirm(visitor, asked, junk))).toEqual({ reason: 'code.invalid' })
  expect(await confirm(visitor, asked, code)).toMatchObject({ status: 'confirmed' })
})

function junkOf(code: string): readonly string[] {
  const fullWidth = [...code].map((digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0)).join('')
  return [fullWidth, ` ${code}`, `${code} `, `${code}0`, code.slice(1), '-00001', '1e5   ', 'aaaaaa']
}

test('ASVS 2.3.4: ten devices that confirm one new address at once make one account', async () => {
  const email = anAddress()
  const devices = Array.from({ length: 10 }, () => world.visitor())
  const asked = []
  for (const visitor of devices) {
    const pending = await ask(visitor, email)
    asked.push({ visitor, pending, code: await codeFor(world, email) })
  }
  const done = await Promise.all(asked.map(({ visitor, pending, code }) => confirm(visitor, pending, code)))
  expect(new Set(done.map((each) => each.account.id)).size).toBe(1)
  expect(done.filter((each) => each.isNewUser)).toHaveLength(1)
  expect(await world.database.rows`select from account where email_key = ${email}`).toHaveLength(1)
})

test('a day’s codes to one address end at twenty; a device that is known there still gets one', async () => {
  const { visitor: owner, email } = await signedInByCode()
  await owner.api.account.logOut.mutate()
  const stranger = () => ask(world.visitor(), email)
  let sent = 1
  for (;;) {
    // The count of a quarter of an hour is forgotten by Redis as if the time had gone by.
    await world.forgetLimits('limit:{code mail sam*')
    const answer = await stranger().catch((error) => error.data.reason as string)
    if (typeof answer === 'string') {
      expect(answer).toBe('limit.reached')
      break
    }
    sent++
    expect(sent).toBeLessThan(30)
  }
  expect(sent).toBe(20)
  expect(await refusalOf(stranger())).toMatchObject({ reason: 'limit.reached' })
  expect(await ask(owner, email)).toMatchObject({ status: 'pending' })
})

test('50 requests at once for one device make one pending session and one mail', async () => {
  const email = anAddress()
  const phone = aPhone()
  const visitor = world.visitor()
  const answers = await Promise.allSettled(
    Array.from({ length: 50 }, () => ask(world.visitor(), email, phone)),
  )
  const asked = answers.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []))
  expect(new Set(asked.map((each) => each.id)).size).toBe(1)
  expect(asked.filter((each) => each.created)).toHaveLength(1)
  expect(await mailsTo(world, email)).toHaveLength(1)
  const mine = await refusalOf(confirm(visitor, { id: asked[0]?.id ?? '', token: 'x' }, '000000'))
  expect(mine).toEqual({ reason: 'code.invalid' })
  console.log(`codes: 50 parallel requests of one phone, ${asked.length} answered, 1 pending session, 1 mail`)
})

test('fifty sign-ins of one phone at once leave one session row, opened by the newest credential alone', async () => {
  const username = `phoner${++count}`
  const password = 'a long enough phrase'
  await world.visitor().api.account.register.mutate({ username, password })
  const device = aPhone()
  const visitors = Array.from({ length: 50 }, () => world.visitor())
  const answers = await Promise.allSettled(
    visitors.map((each) => each.api.account.logIn.mutate({ login: username, password, device })),
  )
  // Ten passwords of one name are looked at at a time; whoever else comes at that moment is told to wait.
  const refused = answers.flatMap((each) => (each.status === 'rejected' ? [each.reason.data?.reason] : []))
  expect(refused.length).toBeLessThanOrEqual(40)
  expect(new Set([...refused, 'limit.reached'])).toEqual(new Set(['limit.reached']))
  const rows = await world.database.rows`
    select session.id from device_session session join device on device.id = session.device_id
    where vendor_uuid = ${device.vendorUuid}`
  const open = (await Promise.allSettled(visitors.map((each) => each.api.account.me.query()))).filter(
    (each) => each.status === 'fulfilled',
  )
  expect([rows.length, open.length]).toEqual([1, 1])
})

test('where registration is closed, strangers get the same answer, no code, and no account', async () => {
  const email = anAddress()
  const visitor = closed.visitor()
  const asked = await ask(visitor, email)
  expect(asked).toMatchObject({ created: true, status: 'pending' })
  const [letter] = await mailsTo(closed, email)
  expect(letter?.text).not.toMatch(/\b\d{6}\b/)
  const codes = Array.from({ length: 5 }, (_, i) => String(i).padStart(6, '0'))
  for (const code of codes)
    expect(await refusalOf(confirm(visitor, asked, code))).toEqual({ reason: 'code.invalid' })
  expect(await closed.database.rows`select from account`).toHaveLength(0)
})

test('othr ends after two hours unused, and after thirty days where its owner stays signed in', async () => {
  const email = anAddress()
  const short = await signedInByCode(email)
  const visitor = world.visitor()
  const asked = await ask(visitor, email, othr, { stay: true })
  await confirm(visitor, asked, await codeFor(world, email))
  const phone = await signedInByCode(email, aPhone())
  await world.advance(2 * 60 * minute + 1_000)
  expect(await refusalOf(short.visitor.api.account.me.query())).toEqual({
    reason: 'account.signed-out',
    endedBy: 'time',
  })
  await visitor.api.account.me.query()
  await world.advance(20 * 24 * 60 * minute)
  await visitor.api.account.me.query()
  await world.advance(10 * 24 * 60 * minute)
  // ASVS 7.3.1-2: however much it is used, it does not pass thirty days.
  expect(await refusalOf(visitor.api.account.me.query())).toEqual({
    reason: 'account.signed-out',
    endedBy: 'time',
  })
  await phone.visitor.api.account.me.query()
  for (let month = 0; month < 6; month++) {
    await world.advance(60 * 24 * 60 * minute)
    await phone.visitor.api.account.me.query()
  }
  await world.advance(91 * 24 * 60 * minute)
  expect(await refusalOf(phone.visitor.api.account.me.query())).toMatchObject({ endedBy: 'time' })
})

test('ASVS 6.5.2: no code, token or password stands anywhere in the database', async () => {
  const { email } = await signedInByCode()
  const visitor = world.visitor()
  const asked = await ask(visitor, email)
  const code = await codeFor(world, email)
  const password = 'a phrase for the dump 77'
  await world
    .visitor()
    .api.account.register.mutate({ username: `dump${++count}`, password, email: anAddress() })
  const dump = await world.database.rows<{ text: string }>`
    select t::text as text from pending_session t union all select t::text from device_session t
    union all select t::text from account t union all select t::text from mail_token t
    union all select t::text from account_event t union all select t::text from job t union all select t::text from refresh_family t`
  const all = dump.map((row) => row.text).join('\n')
  expect(all).toContain(email)
  expect(all).not.toContain(password)
  expect(all).not.toMatch(new RegExp(`\\b${code}\\b`))
  for (const secret of [asked.token ?? '', ...visitor.cookies.values()]) expect(all).not.toContain(secret)
})

test('a wrong code is told to the owner of the address, under their events', async () => {
  const { visitor, email } = await signedInByCode()
  const stranger = world.visitor()
  const asked = await ask(stranger, email, aPhone())
  await refusalOf(confirm(stranger, asked, wrong(await codeFor(world, email))))
  const failures = async () =>
    (await visitor.api.account.events.query({})).events.filter(({ kind }) => kind === 'code-failed').length
  await expect.poll(failures).toBe(1)
})

test('what is no code at all counts as no try', async () => {
  const email = anAddress()
  const visitor = world.visitor()
  const asked = await ask(visitor, email)
  for (const junk of ['abcdef', '12345', '1234567']) await refusalOf(confirm(visitor, asked, junk))
  const [row] = await world.database.rows<{
    tries: number
  }>`select tries from pending_session where id = ${asked.id}`
  expect(row?.tries).toBe(0)
})

test('where somebody has the name already, the new account gets the next one', async () => {
  const name = `taken${++count}`
  await world.visitor().api.account.register.mutate({ username: name, password: 'a long enough phrase' })
  const { confirmed } = await signedInByCode(`${name}@example.org`)
  expect(confirmed).toMatchObject({ isNewUser: true })
  expect(confirmed.account.username).not.toBe(name)
  expect(confirmed.account.username.startsWith(name)).toBe(true)
})

test('an address that nobody has becomes no account where registration has been closed since', async () => {
  const email = anAddress()
  const asked = await ask(world.visitor(), email)
  const shut = await world.another({ accounts: { ...world.settings.accounts, openRegistration: false } })
  const refused = confirm(shut.visitor(), asked, await codeFor(world, email))
  expect(await refusalOf(refused)).toEqual({ reason: 'code.invalid' })
  expect(await world.database.rows`select from account where email = ${email}`).toHaveLength(0)
  await shut.close()
})

test('a program that confirms is not known again by the cookie of a browser', async () => {
  const cookieOf = async (means: 'cookie' | 'tokens') => {
    const email = anAddress()
    const visitor = world.visitor()
    const asked = await ask(visitor, email, othr, { means })
    const { device } = await confirm(visitor, asked, await codeFor(world, email), means)
    const [row] = await world.database.rows<{
      known: boolean
    }>`select cookie_hash is not null as known from device where id = ${device.id}`
    return row?.known
  }
  expect([await cookieOf('cookie'), await cookieOf('tokens')]).toEqual([true, false])
})
