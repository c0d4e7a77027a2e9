import { once } from 'node:events'
import type { Server } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createHttpServer } from './http-server.ts'

const withinMs = 1_000
const unreadMs = 400
let server: Server
beforeAll(async () => {
  server = createHttpServer({ withinMs, unreadMs })
  // Answers only once it has heard all.
  server.on('request', (request, response) =>
    request.resume().once('end', () => {
      if (request.url === '/much') response.end(Buffer.alloc(32_000_000))
      else if (request.url === '/late') setTimeout(() => response.end('at last'), 3 * unreadMs)
      else response.end('heard')
    }),
  )
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

test.each([
  ['says nothing at all', ''],
  ['never ends its head', 'GET / HTTP/1.1\r\nhost: here\r\n'],
  ['never ends its body', 'POST / HTTP/1.1\r\nhost: here\r\ncontent-length: 1000\r\n\r\n'],
])('a connection that %s is closed in time, however often it sends a byte', async (_, head) => {
  const { port } = server.address() as AddressInfo // it listens on TCP
  const socket = connect(port, '127.0.0.1')
  socket.on('error', () => undefined) // whoever is cut off while writing sees a reset
  const closed = new Promise((resolve) => socket.once('close', resolve))
  const since = performance.now()
  socket.write(head)
  const drip = setInterval(() => head !== '' && socket.write('x'), 50)
  let answer = ''
  socket.on('data', (data) => {
    answer += data
  })
  await closed
  clearInterval(drip)
  expect(performance.now() - since).toBeGreaterThan(withinMs * 0.9)
  expect(performance.now() - since).toBeLessThan(withinMs * 2)
  expect(answer === '' || answer.startsWith('HTTP/1.1 408')).toBe(true)
})

test('who has said all in time is waited for no longer than the answer takes', async () => {
  const { port } = server.address() as AddressInfo // it listens on TCP
  const answer = await fetch(`http://127.0.0.1:${port}/`, { method: 'POST', body: 'all of it' })
  expect(await answer.text()).toBe('heard')
})

test('an answer that nobody reads is not kept for them', async () => {
  const { port } = server.address() as AddressInfo // it listens on TCP
  const [[held]] = await Promise.all([
    once(server, 'connection') as Promise<[Socket]>,
    new Promise<void>((resolve) => {
      const socket = connect(port, '127.0.0.1', resolve).pause()
      socket.on('error', () => undefined)
      socket.write('GET /much HTTP/1.1\r\nhost: here\r\n\r\n')
    }),
  ])
  await once(held, 'close')
})

test('who waits long for an answer gets it', async () => {
  const { port } = server.address() as AddressInfo // it listens on TCP
  expect(await (await fetch(`http://127.0.0.1:${port}/late`)).text()).toBe('at last')
})
