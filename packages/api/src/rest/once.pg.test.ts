import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestApi, type TestApi } from '../testing.ts'
import { createRestClient } from './testing.ts'

let world: TestApi
let rest: Awaited<ReturnType<typeof createRestClient>>
let ada: string
let bob: string
beforeAll(async () => {
  world = await createTestApi()
  rest = await createRestClient(world.origin)
  ;[ada, bob] = await Promise.all([signUp('ada'), signUp('bob')])
})
afterAll(() => world.close())

async function signUp(username: string): Promise<string> {
  const body = { username, password: 'correct horse battery' }
  return (await rest('POST', '/auth/register', { body })).answer.accessToken
}
const room = (name: string, key: string, token = ada) =>
  rest('POST', '/chat/rooms', { token, key, body: { name } })

test('the same request under the same key is done once and answered alike', async () => {
  const first = await room('One', 'key-of-one')
  const again = await room('One', 'key-of-one')
  expect([first.status, again.status]).toEqual([201, 201])
  expect(again.answer).toEqual(first.answer)
  expect([first, again].map(({ headers }) => headers.get('idempotent-replayed'))).toEqual([null, 'true'])
})

test('another request under the same key is refused, and does nothing', async () => {
  await room('Two', 'key-of-two')
  const other = await room('Three', 'key-of-two')
  expect([other.status, other.answer.code]).toEqual([422, 'request.key-reused'])
  const elsewhere = await rest('DELETE', '/device-sessions', { token: ada, key: 'key-of-two' })
  expect(elsewhere.status).toBe(422)
  expect((await rest('GET', '/users/me', { token: ada })).status).toBe(200)
})

test('the key of one account is nothing to another', async () => {
  await room('Four', 'shared-key')
  expect((await room('Five', 'shared-key', bob)).answer.slug).toBe('five')
})

test('what was refused did nothing, so its key still serves', async () => {
  await room('Six', 'key-of-six')
  expect((await room('Six', 'late-key')).answer.code).toBe('room.name-taken')
  expect((await room('Seven', 'late-key')).status).toBe(201)
})

test('ten at once under one key are done once: the others are answered alike or told to wait', async () => {
  const start = { challenge: 'url-shortener', category: 'first-three' }
  const ask = () => rest('POST', '/sessions/start', { token: ada, key: 'one-run', body: start })
  const answers = await Promise.all(Array.from({ length: 10 }, ask))
  const started = answers.filter(({ status }) => status === 201)
  expect(started.length).toBeGreaterThan(0)
  expect(new Set(started.map(({ answer }) => answer.id)).size).toBe(1)
  for (const { status, answer, headers } of answers.filter(({ status }) => status !== 201))
    expect([status, answer.code, headers.get('retry-after')]).toEqual([409, 'request.at-work', '1'])
  expect((await ask()).answer.id).toBe(started[0]?.answer.id)
})

test('an act whose process died before it answered is found again, not done anew', async () => {
  await room('Eight', 'key-of-eight')
  const body = { chatRoomName: 'Eight', body: 'hello' }
  const say = () => rest('POST', '/chat/messages', { token: ada, key: 'said-once', body })
  const { answer: said } = await say()
  // As it stood when the message was committed and the answer was not.
  await world.database.db
    .updateTable('keptAnswer')
    .set({ status: null, body: null })
    .where('body', '=', JSON.stringify(said))
    .execute()
  expect((await say()).answer.code).toBe('request.at-work')
  await world.database.advance(61_000)
  expect((await say()).answer).toEqual({ seq: said.seq, isRepeat: true })
  expect((await rest('GET', '/chat/messages?chatRoomName=eight')).answer.messages).toHaveLength(1)
})

test('a key that is none is refused, and rows that hand out credentials keep no answer', async () => {
  for (const key of [' ', 'x'.repeat(256), 'two words'])
    expect((await room('Nine', key)).answer.code).toBe('request.invalid')
  const body = { login: 'ada', password: 'correct horse battery' }
  const logIn = () => rest('POST', '/auth/login', { key: 'log-in', token: ada, body })
  const [first, second] = [await logIn(), await logIn()]
  expect(first.answer.refreshToken).not.toBe(second.answer.refreshToken)
  const kept = await world.database.db.selectFrom('keptAnswer').select('body').execute()
  expect(kept.filter(({ body }) => body?.includes('refreshToken'))).toEqual([])
})
