import { once } from 'node:events'
import { createMetrics } from '@shiplap/runtime/metrics'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { aPerson } from '../room/testing-chat.ts'
import { createTestApi, type TestApi } from '../testing.ts'
import { aSocket } from './testing-socket.ts'

const metrics = createMetrics()
let world: TestApi
beforeAll(async () => {
  world = await createTestApi({ metrics, settings: { messages: { points: 100_000, perMs: 1_000 } } })
})
afterAll(() => world.close())

const openSockets = async () => Number(/^shiplap_sockets_open (\d+)$/m.exec(await metrics.text())?.[1])

test('who asks for much and reads none of it is put out, so that it does not wait here', async () => {
  const ada = await aPerson(world)
  await Promise.all(Array.from({ length: 100 }, () => ada.say('lobby', '€'.repeat(4_000))))
  const { socket, send } = await aSocket(world)
  expect(await openSockets()).toBe(1)
  socket.pause()
  // Forty times more than a megabyte.
  for (let id = 1; id <= 40; id++)
    send({ id, method: 'query', params: { path: 'message.list', input: { room: 'lobby', limit: 100 } } })
  await expect.poll(openSockets).toBe(0)
  socket.terminate()
})

test('a process that leaves does not wait for who does not say goodbye', { timeout: 15_000 }, async () => {
  const other = await world.another()
  const { socket } = await aSocket(other)
  socket.pause()
  await other.close()
  socket.terminate()
})

test('answers that nobody asked for count as messages do', async () => {
  const { socket } = await aSocket(world)
  const sentAt = performance.now()
  for (let n = 0; n < 1_000; n++) socket.send('PONG')
  // What came in one piece is read to its end. Whoever says something more then waits, 4 ms for each one beyond 500.
  for (let n = 0; n < 3; n++) {
    socket.send('PING')
    await once(socket, 'message')
  }
  expect(performance.now() - sentAt).toBeGreaterThan(1_500)
  socket.close()
})
