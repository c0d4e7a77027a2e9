import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestApi, type TestApi } from '../testing.ts'
import { createPerson, type TestPerson } from '../testing-people.ts'
import { aSocket } from './testing-socket.ts'

let world: TestApi
let runner: TestPerson
beforeAll(async () => {
  world = await createTestApi()
  runner = await createPerson(world, { username: 'runner' })
})
afterAll(() => world.close())

/** Something that everybody who follows live runs hears of. */
async function beginARun() {
  const kind = { challenge: 'csvq', category: 'first-three', assistance: 'unassisted' } as const
  const { id } = await runner.api.run.arm.mutate({ ...kind, key: crypto.randomUUID() })
  await runner.api.run.start.mutate({ runId: id, key: crypto.randomUUID() })
  await runner.api.run.abandon.mutate({ runId: id, key: crypto.randomUUID() })
}
const follow = (id: number | string, more: object = {}) => ({
  id,
  ...more,
  method: 'subscription',
  params: { path: 'run.liveAll', input: null },
})
const stop = (id: number | string) => ({ id, method: 'subscription.stop' })

test('what is stopped as soon as it was asked for is over: nothing more is told of it', async () => {
  const { socket, answers, until, send } = await aSocket(world)
  send([follow(1), stop(1)])
  await until(() => answers.some(({ id, result }) => id === 1 && result?.type === 'stopped'))
  send(follow(2))
  await until(() => answers.some(({ id, result }) => id === 2 && result?.type === 'started'))
  const before = answers.length
  await beginARun()
  await until(() => answers.slice(before).some(({ id, result }) => id === 2 && result?.type === 'data'))
  expect(answers.slice(before).filter(({ id }) => id === 1)).toEqual([])
  socket.close()
})

test('an id that is in use is refused, and does not make room for one subscription too many', async () => {
  const { socket, answers, until, send, live } = await aSocket(world)
  const errorsOf = (id: number) => answers.filter((answer) => answer.id === id && answer.error !== undefined)
  live(1, 'lobby')
  live(1, 'lobby')
  await until(() => errorsOf(1).length === 1)
  for (let id = 2; id <= 64; id++) {
    send(follow(id))
    send(follow(id))
    send({ id, method: 'query', params: { path: 'no.such', input: null } })
  }
  await until(() => errorsOf(64).length === 2)
  expect(errorsOf(64).map(({ error }) => error?.data.reason)).toEqual(['request.invalid', 'request.invalid'])
  send(follow(65))
  await until(() => answers.some(({ id }) => id === 65))
  expect(errorsOf(65)[0]?.error?.data.reason).toBe('limit.reached')
  socket.close()
})

test.each([
  ['numbers', (n: number) => n - 50, {}],
  ['words with quotes', (n: number) => `the "${n}\\`, {}],
  ['numbers, by JSON-RPC', (n: number) => n, { jsonrpc: '2.0' }],
])('what is over makes room for others, whatever the ids are: %s', async (_, idOf, more) => {
  const { socket, answers, until, send } = await aSocket(world)
  for (let round = 0; round < 2; round++) {
    const ids = Array.from({ length: 64 }, (_, n) => idOf(100 * round + n))
    for (const id of ids) send(follow(id, more))
    for (const id of ids) send(stop(id))
    await until(() => answers.filter(({ result }) => result?.type === 'stopped').length === 64 * (round + 1))
  }
  expect(answers.filter(({ error }) => error !== undefined)).toEqual([])
  socket.close()
})
