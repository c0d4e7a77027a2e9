// What is written down of signing in and out: for the owner under Logins, for the operator in the log.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestApi, type TestApi } from '../testing.ts'
import { codeFor, linkFor, mailsTo } from '../testing-mail.ts'
import { registerConfirmed } from '../testing-people.ts'
import { refusalOf } from '../testing-refusal.ts'

type Line = { readonly procedure?: string; readonly outcome?: string; readonly accountId?: string | null }
const lines: Line[] = []
const note = (fields: object) => void lines.push(fields)
let world: TestApi
beforeAll(async () => {
  world = await createTestApi({ log: { debug: note, info: note, warn: note, error: note } })
})
afterAll(() => world.close())

const password = 'a long enough phrase'

test('ASVS 16.3.1-3: every sign-in, refusal and change is written down: who, what, when, where and on which device', async () => {
  const { username, email, visitor, id } = await registerConfirmed(world, { username: 'noted', password })
  const stranger = world.visitor()
  const login = (wanted: string) => stranger.api.account.logIn.mutate({ login: username, password: wanted })
  await refusalOf(login('wrong'))
  await login(password)
  await login(password)
  await refusalOf(stranger.api.account.reauthenticate.mutate({ password: 'wrong' }))
  await stranger.api.account.reauthenticate.mutate({ password })
  await stranger.api.account.changePassword.mutate({ current: password, password: `${password} 2` })
  await stranger.api.account.logOut.mutate()

  const asker = world.visitor()
  const asked = await asker.api.device.startSession.mutate({
    mode: 'email',
    user: { email },
    device: { type: 'othr' },
  })
  const code = await codeFor(world, email)
  const bring = (given: string) =>
    asker.api.device.confirmSession.mutate({ id: asked.id, token: asked.token ?? '', code: given })
  await refusalOf(bring(String((Number(code) + 1) % 1_000_000).padStart(6, '0')))
  await bring(code)
  const mailed = (await mailsTo(world, email)).length
  await asker.api.account.requestReset.mutate({ email })
  await expect.poll(async () => (await mailsTo(world, email)).length).toBeGreaterThan(mailed)
  await visitor.api.account.reset.mutate({
    token: await linkFor(world, email),
    password: `${password} 3`,
  })

  const eventsNow = () => world.database.rows<{ kind: string; detail: string | null; isWhole: boolean }>`
    select kind, detail, at is not null and ip = '127.0.0.1' and user_agent <> '' as is_whole
    from account_event where account_id = ${id} order by id`
  const told = async () =>
    (await eventsNow())
      .map(({ kind, detail }) => (kind === 'signed-out' ? `${kind}: ${detail}` : kind))
      .toSorted()
  // What only an account that exists has is written a moment after its answer.
  await expect
    .poll(told)
    .toEqual(
      [
        'registered',
        'email-confirmed',
        'sign-in-failed',
        'signed-in-new-device',
        'signed-in',
        'proof-failed',
        'proved-again',
        'password-changed',
        'signed-out: password',
        'signed-out: sign-out',
        'code-sent',
        'code-failed',
        'signed-in-new-device',
        'reset-asked',
        'password-reset',
        'signed-out: reset',
      ].toSorted(),
    )
  expect((await eventsNow()).filter(({ isWhole }) => !isWhole)).toEqual([])

  // The log has the same calls with how they ended, and every act above somebody's role.
  await refusalOf(visitor.api.admin.accounts.query({}))
  const member = world.visitor()
  await member.api.account.logIn.mutate({ login: username, password: `${password} 3` })
  await refusalOf(member.api.admin.accounts.query({}))
  const said = (procedure: string) =>
    lines.filter((line) => line.procedure === procedure).map(({ outcome }) => outcome)
  expect(said('account.logIn')).toEqual(['account.wrong-credentials', 'ok', 'ok', 'ok'])
  expect(said('device.confirmSession')).toEqual(['code.invalid', 'ok'])
  expect(said('admin.accounts')).toEqual(['account.signed-out', 'account.forbidden'])
  expect(lines.findLast((line) => line.procedure === 'admin.accounts')?.accountId).toBe(id)
})
