import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { createTestApi, type TestApi } from '../testing.ts'
import { createPerson } from '../testing-people.ts'
import { openSocket } from './socket-wire.ts'

// What no WebSocket library would send, written byte by byte.
let world: TestApi
beforeAll(async () => {
  world = await createTestApi()
})
afterAll(() => world.close())

test.each<[string, Buffer, number | null]>([
  ['a frame past 64 KiB', frame({ text: 'x'.repeat(65 * 1024 + 1) }), 1009],
  ['a frame that says it is four gigabytes', header({ length: 2 ** 32 }), 1009],
  ['text that is not UTF-8', frame({ bytes: Buffer.from([0xff, 0xfe, 0xfd]) }), 1007],
  ['an unmasked frame', frame({ text: '{}', masked: false }), 1002],
  ['a reserved bit', frame({ text: '{}', first: 0xc1 }), 1002],
  ['an opcode that nobody knows', frame({ text: '{}', first: 0x83 }), 1002],
  ['a fragment that continues nothing', frame({ text: '{}', first: 0x80 }), 1002],
  ['a ping in fragments', frame({ text: 'x', first: 0x09 }), 1002],
  ['a ping past 125 bytes', frame({ text: 'x'.repeat(126), first: 0x89 }), 1002],
  ['a close with a code that is none', frame({ bytes: Buffer.from([0x00, 0x01]), first: 0x88 }), 1002],
  ['a binary frame', frame({ text: '{}', first: 0x82 }), 1003],
])('%s closes its socket cleanly, at once, and nobody else’s', async (_, bytes, code) => {
  const good = await openSocket(world.origin)
  const { socket, closed } = await rawSocket()
  const since = performance.now()
  socket.write(bytes)
  expect(await closed).toBe(code)
  expect(performance.now() - since).toBeLessThan(1_000)
  expect(await stillServes(good)).toBe(true)
  good.close()
})

test.each([
  'not json',
  '',
  '[]',
  '{}',
  'null',
  '1',
  '"text"',
  '{"id":1}',
  '{"id":1,"method":"nothing"}',
  '{"id":1,"method":"query","params":{}}',
  '{"id":{},"method":"query","params":{"path":"instance.get"}}',
  '{"id":"__proto__","method":"query","params":{"path":"constructor"}}',
  '{"id":1,"method":"query","params":{"path":"__proto__","input":null}}',
  `{"id":1,"method":"query","params":{"path":"instance.get","input":${'['.repeat(30_000)}${']'.repeat(30_000)}}}`,
  `[${Array(65).fill('{"id":1,"method":"subscription.stop"}').join(',')}]`,
])('the message %# does no harm: the socket goes on or closes cleanly', async (text) => {
  const socket = await openSocket(world.origin)
  const closed = once(socket, 'close') as Promise<[number]>
  socket.send(text)
  const goesOn = await Promise.race([stillServes(socket), closed.then(() => false)])
  if (!goesOn) expect([1000, 1005, 1008]).toContain((await closed)[0])
  socket.close()
  expect(await world.visitor().api.instance.get.query()).toHaveProperty('serverTime')
})

test('a page of another origin cannot open a socket, and is told so before it is one', async () => {
  for (const origin of [
    'https://evil.example',
    'null',
    `${world.origin}.evil.example`,
    'http://sub.127.0.0.1',
  ]) {
    const socket = new WebSocket(address(), { headers: { origin } })
    const [error] = (await once(socket, 'error')) as [Error]
    expect(error.message).toContain('403')
  }
})

test('five hundred sockets of one address are served, and all are gone when they close', async () => {
  const sockets = await Promise.all(Array.from({ length: 500 }, () => openSocket(world.origin)))
  const [first] = sockets
  expect(first && (await stillServes(first))).toBe(true)
  const closed = sockets.map((socket) => once(socket, 'close'))
  for (const socket of sockets) socket.close()
  await Promise.all(closed)
})

test('a message after its session has ended gets no answer but the end of its socket', async () => {
  const person = await createPerson(world, { username: 'revoked-later' })
  const socket = await openSocket(world.origin, person)
  expect(await stillServes(socket)).toBe(true)
  const closed = once(socket, 'close')
  await person.api.device.revokeAll.mutate()
  socket.send('{"id":9,"method":"query","params":{"path":"account.me"}}')
  const heard: string[] = []
  socket.on('message', (data) => heard.push(String(data)))
  await closed
  expect(heard.filter((text) => text.includes('revoked-later'))).toEqual([])
})

const address = () => `${world.origin.replace('http', 'ws')}/api/ws`

/** True once the socket has answered a question that came after all else. */
async function stillServes(socket: WebSocket): Promise<boolean> {
  const id = 1_000_000
  const answered = new Promise<boolean>((resolve) =>
    socket.on('message', (data) => {
      if ([JSON.parse(String(data))].flat().some((part: { id: unknown }) => part.id === id)) resolve(true)
    }),
  )
  socket.send(`{"id":${id},"method":"query","params":{"path":"instance.get"}}`)
  return answered
}

/** A connection that was upgraded by hand; `closed` is the code that the server closes it with, null when it just ends. */
async function rawSocket(): Promise<{ socket: Socket; closed: Promise<number | null> }> {
  const { hostname, port } = new URL(world.origin)
  const socket = connect(Number(port), hostname)
  socket.write(
    `GET /api/ws HTTP/1.1\r\nhost: ${hostname}:${port}\r\nupgrade: websocket\r\nconnection: upgrade\r\nsec-websocket-version: 13\r\nsec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n`,
  )
  await once(socket, 'data')
  socket.on('error', () => undefined) // whoever is cut off while writing sees a reset
  const closed = new Promise<number | null>((resolve) => {
    socket.on('data', (data: Buffer) => {
      const isClose = data[0] === 0x88 && data.length >= 4
      if (isClose) resolve(data.readUInt16BE(2))
      if (isClose) socket.destroy()
    })
    socket.once('close', () => resolve(null))
  })
  return { socket, closed }
}

function header({
  length,
  first = 0x81,
  masked = true,
}: {
  length: number
  first?: number
  masked?: boolean
}): Buffer {
  const mask = masked ? 0x80 : 0
  const head = Buffer.alloc(length < 126 ? 2 : length < 65_536 ? 4 : 10)
  head[0] = first
  head[1] = mask | (length < 126 ? length : length < 65_536 ? 126 : 127)
  if (head.length === 4) head.writeUInt16BE(length, 2)
  if (head.length === 10) head.writeBigUInt64BE(BigInt(length), 2)
  return masked ? Buffer.concat([head, Buffer.alloc(4)]) : head // a mask of zeros leaves what it masks as it is
}

function frame({
  text = '',
  bytes = Buffer.from(text),
  ...rest
}: {
  text?: string
  bytes?: Buffer
  first?: number
  masked?: boolean
}): Buffer {
  return Buffer.concat([header({ length: bytes.length, ...rest }), bytes])
}
