// The older systems' flows, each as their scripts went through them.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestApi, type TestApi } from '../testing.ts'
import { codeFor } from '../testing-mail.ts'
import { createRestClient } from './testing.ts'

let world: TestApi
let rest: Awaited<ReturnType<typeof createRestClient>>
beforeAll(async () => {
  world = await createTestApi()
  rest = await createRestClient(world.origin)
})
afterAll(() => world.close())

const password = 'correct horse battery'
async function signUp(username: string): Promise<string> {
  const { answer } = await rest('POST', '/auth/register', { body: { username, password } })
  return answer.accessToken
}

test('log in, refresh, and the profile under the new token', async () => {
  await signUp('ada')
  const { answer: first } = await rest('POST', '/auth/login', { body: { login: 'ada', password } })
  const { status, answer: next } = await rest('POST', '/auth/refresh', {
    body: { refreshToken: first.refreshToken },
  })
  expect(status).toBe(200)
  expect(next.refreshToken).not.toBe(first.refreshToken)
  const { answer: me } = await rest('GET', '/users/me', { token: next.accessToken })
  expect((await rest('GET', `/users/${me.id}`)).answer).toMatchObject({ id: me.id, username: 'ada' })
  expect((await rest('GET', `/users/${crypto.randomUUID()}`)).status).toBe(404)
  await world.advance(11_000)
  const reused = await rest('POST', '/auth/refresh', { body: { refreshToken: first.refreshToken } })
  expect([reused.status, reused.answer.code]).toEqual([401, 'token.reused'])
})

test('a device session is begun by e-mail, resumed while it is pending, and confirmed by its code', async () => {
  const email = 'bea@example.org'
  const device = { type: 'mobi', vendor_uuid: crypto.randomUUID() }
  const begin = (body: object, mode = 'email') => rest('POST', `/device-sessions?mode=${mode}`, { body })
  const begun = await begin({ user: { email }, device })
  expect([begun.status, begun.answer.status]).toEqual([201, 'pending'])
  const again = await begin({ user: { email }, device })
  expect([again.status, again.answer.uuid]).toEqual([200, begun.answer.uuid])

  const confirm = (otp_code: string, token?: string) =>
    rest('PATCH', `/device-sessions/${begun.answer.uuid}`, { body: { otp_code }, ...(token && { token }) })
  const code = await codeFor(world, email)
  expect((await confirm(code)).status).toBe(401)
  const wrong = await confirm(code === '123456' ? '654321' : '123456', begun.answer.token)
  expect([wrong.status, wrong.answer.code]).toEqual([400, 'code.invalid'])
  const { status, answer } = await confirm(code, begun.answer.token)
  expect([status, answer.status, answer.is_new_user]).toEqual([200, 'confirmed', true])
  expect((await rest('GET', '/users/me', { token: answer.accessToken })).answer.email).toBe(email)
  expect((await confirm(code, begun.answer.token)).status).toBe(400)
})

test('what the older device sessions refused is refused', async () => {
  const user = { email: 'cleo@example.org' }
  for (const [mode, body] of [
    ['sms', { user, device: { type: 'othr' } }],
    ['email', { user, device: { type: 'mobi' } }],
    ['email', { user, device: { type: 'mobi', vendor_uuid: 'not one' } }],
    ['email', { user: { email: 'nobody' }, device: { type: 'othr' } }],
    ['email', { user, device: { type: 'tv' } }],
  ] as const) {
    const { status } = await rest('POST', `/device-sessions?mode=${mode}`, { body })
    expect(status).toBe(400)
  }
})

test('device sessions are listed and signed out one by one, all but this one, and all', async () => {
  const tokens = [await signUp('dora')]
  for (let count = 0; count < 3; count++) {
    const { answer } = await rest('POST', '/auth/login', {
      body: { login: 'dora', password, device: { type: 'mobi', vendor_uuid: crypto.randomUUID() } },
    })
    tokens.push(answer.accessToken)
  }
  const token = tokens[0] ?? ''
  const list = async () => (await rest('GET', '/device-sessions', { token })).answer.sessions
  const sessions = await list()
  expect([sessions.length, sessions[0].isPresent]).toEqual([4, true])
  expect((await rest('DELETE', `/device-sessions/${sessions[1].id}`, { token })).status).toBe(204)
  expect((await rest('DELETE', `/device-sessions/${sessions[1].id}`, { token })).status).toBe(404)
  expect(await list()).toHaveLength(3)
  expect((await rest('DELETE', '/device-sessions?except=current', { token })).status).toBe(204)
  expect(await list()).toHaveLength(1)
  expect((await rest('DELETE', '/device-sessions', { token })).status).toBe(204)
  expect((await rest('GET', '/users/me', { token })).status).toBe(401)
})

test('nobody signs out a session of somebody else', async () => {
  const [eve, mallory] = [await signUp('eve'), await signUp('mallory')]
  const { answer } = await rest('GET', '/device-sessions', { token: eve })
  const stolen = await rest('DELETE', `/device-sessions/${answer.sessions[0].id}`, { token: mallory })
  expect(stolen.status).toBe(404)
  expect((await rest('GET', '/users/me', { token: eve })).status).toBe(200)
})

test('a run is started, its milestones are verified in order, and verifying one twice changes nothing', async () => {
  const token = await signUp('fay')
  const { answer: list } = await rest('GET', '/challenges')
  const [challenge] = list.challenges
  expect((await rest('GET', `/challenges/${challenge.slug}`)).answer.milestones.length).toBeGreaterThan(1)
  const start = {
    challenge: challenge.slug,
    category: challenge.categories[0].slug,
    techStack: ['typescript'],
  }
  const key = crypto.randomUUID()
  const started = await rest('POST', '/sessions/start', { token, body: { ...start, key } })
  expect([started.status, started.answer.state]).toEqual([201, 'running'])
  const repeated = await rest('POST', '/sessions/start', { token, body: { ...start, key } })
  expect([repeated.status, repeated.answer.id]).toEqual([201, started.answer.id])

  const runId: string = started.answer.id
  const verify = (milestoneNumber: number) =>
    rest('POST', '/milestones/verify', { token, body: { runId, milestoneNumber } })
  expect((await verify(2)).answer.code).toBe('run.out-of-order')
  await world.advance(10_000)
  const first = await verify(1)
  expect(first.answer.milestones[0].splitMs).toBeGreaterThanOrEqual(10_000)
  await world.advance(10_000)
  const twice = await verify(1)
  expect([twice.status, twice.answer.seq]).toEqual([200, first.answer.seq])
  const stranger = await signUp('gil')
  expect(
    (await rest('POST', '/milestones/verify', { token: stranger, body: { runId, milestoneNumber: 2 } }))
      .status,
  ).toBe(404)
  expect((await rest('GET', `/runs/${runId}`)).answer.runner.username).toBe('fay')
})

test('a board is read by page and saved as a file', async () => {
  const { answer } = await rest('GET', '/challenges')
  const [challenge] = answer.challenges
  const path = `/boards/${challenge.slug}/${challenge.categories[0].slug}`
  expect((await rest('GET', `${path}?standing=provisional&limit=5`)).answer.entries).toEqual([])
  const file = await rest('GET', `${path}/export?format=csv`)
  expect(file.headers.get('content-disposition')).toMatch(/^attachment; filename="[\w.-]+\.csv"$/)
  expect(file.answer).toMatch(/^rank,runner,/)
  expect((await rest('GET', `${path}?limit=many`)).status).toBe(400)
  expect((await rest('GET', '/boards/nothing/here')).status).toBe(404)
})

test('a room is made, written to and read, and a message sent twice is said once', async () => {
  const token = await signUp('hal')
  const made = await rest('POST', '/chat/rooms', { token, body: { name: 'Build Club' } })
  expect([made.status, made.answer.slug]).toEqual([201, 'build-club'])
  expect((await rest('POST', '/chat/rooms', { token, body: { name: 'Build Club' } })).status).toBe(409)
  const say = (body: string, clientKey: string) =>
    rest('POST', '/chat/messages', { token, body: { chatRoomName: 'Build Club', body, clientKey } })
  const said = await say('hello', 'key-number-1')
  expect(said.status).toBe(201)
  expect((await say('hello', 'key-number-1')).answer.seq).toBe(said.answer.seq)
  const read = await rest('GET', '/chat/messages?chatRoomName=build-club&limit=10')
  expect(read.answer.messages.map(({ body }: { body: string }) => body)).toEqual(['hello'])
  const inRussian = await rest('POST', '/chat/rooms', { token, body: { name: 'Комната' } })
  for (const chatRoomName of ['Комната', inRussian.answer.slug]) {
    const body = { chatRoomName, body: 'привет', clientKey: `key-in-${chatRoomName}` }
    expect((await rest('POST', '/chat/messages', { token, body })).status).toBe(201)
  }
  const there = await rest('GET', `/chat/messages?chatRoomName=${encodeURIComponent('Комната')}`)
  expect(there.answer.messages).toHaveLength(2)
  const crowd = await Promise.all(
    Array.from({ length: 8 }, (_, index) => say('too much', `burst-key-${index}`)),
  )
  const limited = crowd.find(({ status }) => status === 429)
  expect(Number(limited?.headers.get('retry-after'))).toBeGreaterThanOrEqual(1)
})

test('a run is ended with what it was built of, which submits it once', async () => {
  const token = await signUp('ina')
  const body = { challenge: 'url-shortener', category: 'first-three' }
  const { answer: run } = await rest('POST', '/sessions/start', { token, body })
  const end = {
    runId: run.id,
    packages: ['express@5.1.0', 'requests==2.32.3', { name: 'serde', version: '1.0', ecosystem: 'cargo' }],
    videoUrl: 'https://youtu.be/dQw4w9WgXcQ',
  }
  const early = await rest('POST', '/sessions/end', { token, body: end })
  expect([early.status, early.answer.code]).toEqual([409, 'run.not-finished'])
  for (const milestoneNumber of [1, 2]) {
    await world.advance(10_000)
    await rest('POST', '/milestones/verify', { token, body: { runId: run.id, milestoneNumber } })
  }
  await world.advance(10_000)
  const ended = await rest('POST', '/sessions/end', { token, body: end })
  expect([ended.status, ended.answer.state]).toEqual([201, 'PENDING'])
  expect(ended.answer.revisions[0].packages).toMatchObject([
    { name: 'express', version: '5.1.0', ecosystem: 'npm' },
    { name: 'requests', version: '2.32.3', ecosystem: 'pypi' },
    { name: 'serde', version: '1.0', ecosystem: 'cargo' },
  ])
  expect((await rest('GET', `/runs/${run.id}`)).answer.state).toBe('finished')
  expect((await rest('POST', '/sessions/end', { token, body: end })).status).toBe(409)
})
