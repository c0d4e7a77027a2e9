import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { connect as connectTls, createServer as createTlsServer } from 'node:tls'
import { afterEach, expect, test } from 'vitest'
import { writeNow } from './write-now.ts'

const open: { destroy: () => void }[] = []
afterEach(() => {
  for (const each of open.splice(0)) each.destroy()
})

/** The two ends of a connection, the server's first. */
async function pair(): Promise<readonly [Socket, Socket]> {
  const server = createServer().listen(0, '127.0.0.1')
  const far = connect(await portOf(server), '127.0.0.1')
  const [near] = (await once(server, 'connection')) as [Socket]
  open.push(near, far)
  server.close()
  return [near, far]
}

async function portOf(server: ReturnType<typeof createServer>): Promise<number> {
  await once(server, 'listening')
  return (server.address() as AddressInfo).port
}

/** So many bytes as they come. */
async function read(from: Socket, length: number): Promise<Buffer> {
  const chunks: Buffer[] = []
  let got = 0
  for await (const chunk of from) {
    chunks.push(chunk as Buffer)
    got += (chunk as Buffer).length
    if (got >= length) break
  }
  return Buffer.concat(chunks)
}

const numbered = (n: number, length: number) => Buffer.alloc(length, String(n % 10))

test('what the kernel takes is gone when the call returns', async () => {
  const [near, far] = await pair()
  writeNow(near, Buffer.from('hello'))
  expect(near.writableLength).toBe(0)
  expect(String(await read(far, 5))).toBe('hello')
})

test('for a reader who reads nothing everything waits, and comes whole and in order, written either way', async () => {
  const [near, far] = await pair()
  const sent: Buffer[] = []
  for (let n = 0; n < 9; n++) {
    // More than the kernel takes at once, but not so much that it takes nothing.
    const bytes = numbered(n, 4_000_003)
    sent.push(bytes)
    if (n % 3 === 2) near.write(bytes)
    else writeNow(near, bytes)
  }
  expect(near.writableLength).toBeGreaterThan(0)
  // While it reads there is room in the kernel again, for which what waits comes first.
  for (let n = 0; n < 50; n++) {
    const bytes = numbered(n, 100)
    sent.push(bytes)
    far.once('data', () => writeNow(near, bytes))
  }
  const all = Buffer.concat(sent)
  expect((await read(far, all.length)).equals(all)).toBe(true)
})

test('a reader who went away is noticed as by any write', async () => {
  const [near, far] = await pair()
  const gone = new Promise((resolve) => near.on('error', () => {}).once('close', resolve))
  far.resetAndDestroy()
  const trying = setInterval(() => writeNow(near, Buffer.from('hello')), 1)
  await gone
  clearInterval(trying)
  writeNow(near, Buffer.from('hello'))
  expect(near.destroyed).toBe(true)
})

test('nothing goes past the encryption of a socket that has one', async () => {
  const psk = Buffer.alloc(32, 7)
  const secret = { ciphers: 'PSK', minVersion: 'TLSv1.2', maxVersion: 'TLSv1.2' } as const
  const server = createTlsServer({ ...secret, pskCallback: () => psk }).listen(0, '127.0.0.1')
  const far = connectTls({
    ...secret,
    port: await portOf(server),
    pskCallback: () => ({ psk, identity: 'far' }),
    checkServerIdentity: () => undefined,
  })
  const [near] = (await once(server, 'secureConnection')) as [Socket]
  open.push(near, far)
  server.close()
  for (let n = 0; n < 10; n++) writeNow(near, numbered(n, 10_000))
  const all = Buffer.concat(Array.from({ length: 10 }, (_, n) => numbered(n, 10_000)))
  expect((await read(far, all.length)).equals(all)).toBe(true)
})
