import { once } from 'node:events'
import { createServer } from 'node:http'
import { connect } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { WebSocket, WebSocketServer } from 'ws'
import { aPerson, follow } from '../room/testing-chat.ts'
import { createTestApi, type TestApi } from '../testing.ts'
import { visitorOf } from '../visitor.ts'
import { Connection, type Doorman } from './connection.ts'
import { keepAlive } from './keep-alive.ts'
import { aSocket } from './testing-socket.ts'

let world: TestApi
beforeAll(async () => {
  world = await createTestApi({ settings: { messages: { points: 100_000, perMs: 1_000 } } })
})
afterAll(() => world.close())

test.each(['junk', '-1', '0.-1', '1e9', '0.1.2', '0x1', "0.1'--", '9'.repeat(30)])(
  'the last id %s is refused and the socket goes on',
  async (lastEventId) => {
    const { socket, answers, until, live } = await aSocket(world)
    live(1, 'lobby', lastEventId)
    await until(() => answers.length === 1)
    expect(answers[0]?.error?.data.reason).toBe('request.invalid')
    live(2, 'lobby')
    await until(() => answers.some(({ id, result }) => id === 2 && result?.type === 'data'))
    socket.close()
  },
)

test('the last id of another, longer room begins this one afresh', async () => {
  const { socket, answers, until, live } = await aSocket(world)
  live(1, 'challenge-csvq', '0.5000')
  await until(() => answers.some(({ result }) => result?.type === 'data'))
  const [first] = answers.filter(({ result }) => result?.type === 'data')
  expect(first?.result).toMatchObject({ id: '0.0', data: { data: { lines: [] } } })
  socket.close()
})

test('a room without right is refused, and one subscription too many too, while the others go on', async () => {
  const { socket, answers, until, live } = await aSocket(world)
  live(1, 'no-such-room')
  await until(() => answers.length === 1)
  expect(answers[0]?.error?.data.reason).toBe('room.not-found')
  for (let id = 2; id <= 1_001; id++) live(id, 'lobby')
  await until(
    () => answers.filter(({ error }) => error?.data.reason === 'limit.reached').length === 1_000 - 64,
  )
  const ada = await aPerson(world)
  await ada.say('lobby', 'still here')
  await until(
    () => answers.filter(({ result }) => JSON.stringify(result)?.includes('still here')).length === 64,
  )
  socket.close()
})

test('a thousand messages at once are answered without keeping others waiting', async () => {
  const { socket, answers, until } = await aSocket(world)
  for (let id = 1; id <= 1_000; id++)
    socket.send(JSON.stringify({ id, method: 'query', params: { path: 'instance.get', input: null } }))
  const at = performance.now()
  await world.visitor().api.instance.get.query()
  expect(performance.now() - at).toBeLessThan(2_000)
  await until(() => answers.length === 1_000)
  socket.close()
}, 60_000)

test('who does not read holds up nobody, and gets everything in order once reading again', async () => {
  const ada = await aPerson(world)
  const room = 'challenge-md2html'
  const slow = await aSocket(world)
  slow.live(1, room)
  await slow.until(() => slow.answers.some(({ result }) => result?.type === 'data'))
  const quick = follow(world.visitor(), room)
  await quick.opened()
  slow.socket.pause()
  // More than a socket's buffers and our bound together take.
  const body = 'x'.repeat(4_000)
  await Promise.all(Array.from({ length: 900 }, () => ada.say(room, body)))
  await quick.until(() => quick.numbers.length === 900)
  slow.socket.resume()
  const seqs = () =>
    slow.answers.flatMap(
      ({ result }) => (result as { data?: { data?: { seq?: number } } })?.data?.data?.seq ?? [],
    )
  await slow.until(() => seqs().length >= 900)
  expect(seqs()).toEqual(quick.numbers)
  slow.socket.close()
  quick.stop()
}, 90_000)

test('a socket that begins a message and never ends it is put out', async () => {
  const http = createServer()
  const server = new WebSocketServer({ noServer: true })
  const connections = new Set<Connection>()
  const doorman: Doorman = {
    admit: async (_, visitor) => visitor,
    contextOf: () => {
      throw new Error('nothing is asked here')
    },
    goodbye: (connection) => void connections.delete(connection),
  }
  http.on('upgrade', (request, wire, head) =>
    server.handleUpgrade(request, wire, head, (socket) => {
      const visitor = visitorOf(request, { trustedProxies: 0 })
      connections.add(new Connection({ socket, wire, address: 'here', visitor, awaitsToken: false, doorman }))
    }),
  )
  const alive = keepAlive({ connections, askAfterMs: 100, endAfterMs: 300 })
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  const { port } = http.address() as { port: number }
  const socket = new WebSocket(`ws://127.0.0.1:${port}`)
  await once(socket, 'open')
  socket.send('begun', { fin: false })
  await once(socket, 'close')
  alive.stop()
  server.close()
  http.close()
})

test('who is turned away and slams the door does no harm', async () => {
  const { hostname, port } = new URL(world.origin)
  for (let times = 0; times < 5; times++) {
    const wire = connect({ host: hostname, port: Number(port) })
    wire.write(
      'GET /api/ws HTTP/1.1\r\nhost: here\r\norigin: https://elsewhere.example\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n',
    )
    const [answer] = await once(wire, 'data')
    expect(String(answer)).toMatch(/^HTTP\/1.1 403/)
    wire.resetAndDestroy()
    await once(wire, 'close')
  }
  await world.visitor().api.instance.get.query()
})
