import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestApi, type TestApi } from '../testing.ts'
import { createRestClient } from './testing.ts'

let world: TestApi
let rest: Awaited<ReturnType<typeof createRestClient>>
beforeAll(async () => {
  world = await createTestApi()
  rest = await createRestClient(world.origin)
})
afterAll(() => world.close())

const password = 'correct horse battery'

test('sign up, sign in, read the profile and sign out, as the older systems did', async () => {
  const registered = await rest('POST', '/auth/register', { body: { username: 'ada', password } })
  expect(registered.status).toBe(201)
  const { status, answer } = await rest('POST', '/auth/login', { body: { login: 'ada', password } })
  expect([status, answer.account.username]).toEqual([200, 'ada'])
  const token: string = answer.accessToken
  expect((await rest('GET', '/users/me', { token })).answer.username).toBe('ada')
  expect((await rest('POST', '/auth/logout', { token })).status).toBe(204)
  const after = await rest('GET', '/users/me', { token })
  expect([after.status, after.answer.code]).toEqual([401, 'account.signed-out'])
})

test('no cookie is set for a program that signs in by REST', async () => {
  const { headers } = await rest('POST', '/auth/register', { body: { username: 'bob', password } })
  expect(headers.getSetCookie()).toEqual([])
})

test('a wrong password and a broken body are told apart', async () => {
  const wrong = await rest('POST', '/auth/login', { body: { login: 'ada', password: 'not this one' } })
  expect([wrong.status, wrong.answer.code]).toEqual([401, 'account.wrong-credentials'])
  const broken = await rest('POST', '/auth/login', { body: { login: 7, extra: true } })
  expect([broken.status, broken.answer.code]).toEqual([400, 'request.invalid'])
  expect(broken.answer.details.fields.join()).toMatch(/login.*password/s)
})
