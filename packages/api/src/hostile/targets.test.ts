import { connect } from 'node:net'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { seed } from './arbitrary.ts'
import { inParallel } from './wire.ts'
import { createListenedApi, type ListenedApi } from './world.ts'

// What stands in the first line of a request need not be an address, and nobody is signed in when it is read.
let world: ListenedApi
beforeAll(async () => {
  world = await createListenedApi()
})
afterAll(() => world.close())

const odd = [
  '//',
  '///api/ws',
  '//:99999/',
  'http://',
  'http://[',
  'ws://a:b@c:x/api/ws',
  '/api/ws?%',
  '/api/ws?connectionParams=1&connectionParams=%FF',
  '/api/ws/',
  '*',
  '?',
  '#',
  '/%',
  '/api/trpc/__proto__',
  '/api/trpc/constructor',
  '/api/trpc/toString?batch=1',
  '/api/trpc/account.logOut?batch=1&input={}',
  '/api/v1/__proto__',
  '/.well-known/jwks.json?//',
  '/api/health?%',
]
/** Text that a parser of HTTP takes for a target: no blanks, no controls. */
const drawnTargets = fc.sample(
  fc.tuple(
    fc.constantFrom('', '/', '//', '/api/', '/api/ws', '/api/trpc/', '/api/v1/', 'http:', 'ws://'),
    fc.string({ unit: fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code)) }),
  ),
  { numRuns: 400, seed },
)
const targets = [...odd, ...drawnTargets.map((parts) => parts.join(''))].filter((target) => target !== '')

const upgrade =
  'upgrade: websocket\r\nconnection: upgrade\r\nsec-websocket-version: 13\r\nsec-websocket-key: dGhlIHNhbXBsZSBub25jZQ=='

test.each([
  ['a request', 'connection: close'],
  ['an upgrade', upgrade],
])(
  'whatever stands for an address in %s, it is answered or closed, and the process goes on',
  async (_, head) => {
    const seen = new Map<number, number>()
    await inParallel(targets, 8, async (target) => {
      const status = await answerTo(`GET ${target} HTTP/1.1\r\nhost: here\r\n${head}\r\n\r\n`)
      expect([target, status < 500]).toEqual([target, true])
      seen.set(status, (seen.get(status) ?? 0) + 1)
    })
    console.log('targets', { seed, tried: targets.length, ...Object.fromEntries(seen) })
    expect(await world.visitor().api.instance.get.query()).toHaveProperty('serverTime')
  },
)

/** The status of the answer; 0 where the connection ends without one. */
function answerTo(request: string): Promise<number> {
  const { port } = new URL(world.origin)
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), '127.0.0.1')
    const late = setTimeout(() => reject(new Error(`no answer and no end: ${request.slice(0, 80)}`)), 10_000)
    socket.once('data', (data) => {
      resolve(Number(/^HTTP\/1\.1 (\d{3})/.exec(data.toString('latin1'))?.[1] ?? 0))
      socket.destroy()
    })
    socket.on('error', () => undefined) // a reset is an end as well
    socket.once('close', () => {
      clearTimeout(late)
      resolve(0)
    })
    socket.write(request)
  })
}
