import { once } from 'node:events'
import { appendFileSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Server } from './process.ts'
import { startRedis } from './redis.ts'
import { gone, kill, startParent } from './testing/parent.ts'

let dataDir: string
const started: Server[] = []
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'shiplap-embedded-'))
})
afterEach(async () => {
  for (const server of started.splice(0)) await server.stop()
  rmSync(dataDir, { recursive: true, force: true })
})

test('what was acknowledged survives kill -9 of Redis', async () => {
  const first = await start()
  await ask(first.url, 'SET kept yes')
  process.kill(first.pid, 'SIGKILL')
  await first.ended
  const second = await start()
  expect(await ask(second.url, 'GET kept')).toContain('yes')
})

test('an append-only file cut short in the middle of a write still loads', async () => {
  const first = await start()
  await ask(first.url, 'SET kept yes')
  await first.stop()
  const folder = join(dataDir, 'appendonlydir')
  const last = readdirSync(folder).find((name) => name.endsWith('.incr.aof')) as string
  appendFileSync(join(folder, last), '*3\r\n$3\r\nSET\r\n$4\r\nlo')
  const second = await start()
  expect(await ask(second.url, 'GET kept')).toContain('yes')
})

test('kill -9 of the parent ends Redis too', async () => {
  const parent = await startParent('redis', dataDir)
  await kill(parent)
  await gone(parent.pid)
})

test('a Redis that outlived its parent is stopped before the next one writes into the same file', async () => {
  const leftover = await start()
  await ask(leftover.url, 'SET kept yes')
  const next = await start()
  await leftover.ended
  expect(await ask(next.url, 'GET kept')).toContain('yes')
})

test('nobody gets in without the password', async () => {
  const server = await start()
  const url = new URL(server.url)
  url.password = 'guess'
  expect(await ask(url.href, 'GET kept')).toMatch(/WRONGPASS[\s\S]*NOAUTH/)
})

async function start(): Promise<Server> {
  const server = await startRedis({ dataDir })
  started.push(server)
  return server
}

/** Sends one command by hand and returns the raw answer: this package knows no Redis client. */
async function ask(url: string, command: string): Promise<string> {
  const { port, password } = new URL(url)
  const socket = connect(Number(port), '127.0.0.1')
  await once(socket, 'connect')
  socket.write(`AUTH ${password}\r\n${command}\r\nQUIT\r\n`)
  let answer = ''
  for await (const chunk of socket) answer += chunk
  return answer
}
