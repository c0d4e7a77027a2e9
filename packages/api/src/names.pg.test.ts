import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestApi, type TestApi } from './testing.ts'
import { createPerson } from './testing-people.ts'
import { refusalOf } from './testing-refusal.ts'

// Names of devices and rooms stand in mails, in lists and beside other names.
let world: TestApi
beforeAll(async () => {
  world = await createTestApi()
})
afterAll(() => world.close())

let count = 0

test.each([
  ['a line break', 'Phone\r\n\r\nAll is well. Prove who you are: https://evil.example'],
  ['a line of another alphabet', 'Phone\u2028Address: 203.0.113.9'],
  ['a mark that turns the direction', '\u202egnp.exe'],
  ['an escape of terminals', '\u001b[2Jgone'],
  ['nothing that is seen', '\u200b\u2060'],
])('a name with %s is refused wherever somebody gives one', async (_, name) => {
  const person = await createPerson(world, { username: `names${++count}` })
  const [known] = await person.api.device.list.query()
  const { device, account, room } = person.api
  const phone = { type: 'othr', name } as const
  const attempts = [
    device.rename.mutate({ deviceId: known?.device.id ?? '', name }),
    device.startSession.mutate({ mode: 'email', user: { email: 'a@example.org' }, device: phone }),
    account.logIn.mutate({ login: person.username, password: 'any', device: phone }),
    room.create.mutate({ title: name }),
  ]
  const told = await Promise.all(attempts.map(refusalOf))
  expect(told.map(({ reason }) => reason)).toEqual(attempts.map(() => 'request.invalid'))
})

test('names of every alphabet, with emoji of many parts, are taken', async () => {
  const person = await createPerson(world, { username: `names${++count}` })
  const [known] = await person.api.device.list.query()
  for (const name of ['Linnéas läsplatta', '我的电脑', 'הטלפון שלי', '👩‍👩‍👧‍👦 iPad', 'Mum’s “old” PC'])
    await person.api.device.rename.mutate({ deviceId: known?.device.id ?? '', name })
})
