import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestApi, type TestApi } from '../testing.ts'
import { codeFor } from '../testing-mail.ts'
import { refusalOf } from '../testing-refusal.ts'

let world: TestApi
beforeAll(async () => {
  world = await createTestApi()
})
afterAll(() => world.close())

test('ASVS 2.3.1: what waits for its code opens nothing but that step: neither as cookie, bearer nor refresh token', async () => {
  const email = 'waits-for-a-code@example.org'
  const asker = world.visitor()
  const { id, token } = await asker.api.device.startSession.mutate({
    mode: 'email',
    user: { email },
    device: { type: 'othr' },
  })
  const waiting = token ?? ''
  expect(waiting).toHaveLength(43)
  expect(asker.cookies.has('__Host-shiplap')).toBe(false)
  const signedOut = { reason: 'account.signed-out' }
  const opensNothing = async () => {
    const holder = world.visitor()
    holder.cookies.set('__Host-shiplap', waiting)
    expect(await refusalOf(holder.api.account.me.query())).toMatchObject(signedOut)
    expect(await refusalOf(holder.overSocket.account.me.query())).toMatchObject(signedOut)
    expect(await refusalOf(holder.api.device.revoke.mutate({ id }))).toMatchObject(signedOut)
    const headers = { authorization: `Bearer ${waiting}` }
    for (const path of ['/api/trpc/account.me', '/api/v1/users/me', '/api/v1/device-sessions'])
      expect((await fetch(`${world.origin}${path}`, { headers })).status).toBe(401)
    expect(await refusalOf(holder.api.account.refresh.mutate({ refreshToken: waiting }))).toMatchObject({
      reason: 'token.invalid',
    })
    await holder.close()
  }
  await opensNothing()
  await asker.api.device.confirmSession.mutate({ id, token: waiting, code: await codeFor(world, email) })
  expect((await asker.api.account.me.query()).session.id).toBe(id)
  await opensNothing()
})
