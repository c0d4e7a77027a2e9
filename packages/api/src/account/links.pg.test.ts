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
const aPerson = () => registerConfirmed(world, { username: `linked${++count}`, password })
const invalid = { reason: 'account.link-invalid' }

async function resetLink(email: string): Promise<string> {
  const before = (await mailsTo(world, email)).length
  await world.visitor().api.account.requestReset.mutate({ email })
  // The mail is put in beside the answer.
  await expect.poll(async () => (await mailsTo(world, email)).length).toBeGreaterThan(before)
  return linkFor(world, email)
}

/** Somebody who knows the password asks for the account to get their address, and waits with the link. */
async function thief(victim: Awaited<ReturnType<typeof aPerson>>) {
  const email = `thief${count}@example.net`
  const visitor = world.visitor()
  await visitor.api.account.logIn.mutate({ login: victim.username, password })
  await visitor.api.account.changeEmail.mutate({ email })
  return linkFor(world, email)
}

test('a thief’s link to take the account to their address dies when the owner resets the password', async () => {
  const owner = await aPerson()
  const token = await thief(owner)
  const reset = await resetLink(owner.email)
  await world.visitor().api.account.reset.mutate({ token: reset, password: `${password} 2` })
  expect(await refusalOf(world.visitor().api.account.confirmEmail.mutate({ token }))).toEqual(invalid)
})

test('… and when the owner changes it', async () => {
  const owner = await aPerson()
  const token = await thief(owner)
  await owner.visitor.api.account.changePassword.mutate({ current: password, password: `${password} 2` })
  expect(await refusalOf(world.visitor().api.account.confirmEmail.mutate({ token }))).toEqual(invalid)
})

test('a reset link that lies in the old mailbox dies when the account moves to another', async () => {
  const owner = await aPerson()
  const token = await resetLink(owner.email)
  const next = `${owner.username}@example.net`
  await owner.visitor.api.account.changeEmail.mutate({ email: next })
  await owner.visitor.api.account.confirmEmail.mutate({ token: await linkFor(world, next) })
  expect(
    await refusalOf(world.visitor().api.account.reset.mutate({ token, password: `${password} 2` })),
  ).toEqual(invalid)
})

test('a reset link dies with a password that was changed meanwhile', async () => {
  const owner = await aPerson()
  const token = await resetLink(owner.email)
  await owner.visitor.api.account.changePassword.mutate({ current: password, password: `${password} 2` })
  expect(
    await refusalOf(world.visitor().api.account.reset.mutate({ token, password: `${password} 3` })),
  ).toEqual(invalid)
})
