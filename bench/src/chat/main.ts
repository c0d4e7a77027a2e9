// A room of many: how much a server delivers for a second of its CPU. node src/chat/main.ts [clients] [seconds] [rounds]
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { testSettings } from '@shiplap/api/testing'
import { createTestDatabase, makeTemplate } from '@shiplap/db/testing'
import { freePort } from '@shiplap/embedded/free-port'
import { startPostgres } from '@shiplap/embedded/postgres'
import { startRedis } from '@shiplap/embedded/redis'
import { WebSocket } from 'ws'

const [clients = 1_000, seconds = 5, rounds = 3] = process.argv.slice(2).map(Number)
const dataDir = await mkdtemp(join(tmpdir(), 'shiplap-bench-chat-'))
const postgres = await startPostgres({ dataDir: join(dataDir, 'postgres') })
const redis = await startRedis({ dataDir: join(dataDir, 'redis') })
await makeTemplate(postgres.url)

const contenders = { shiplap: live, ws: () => [], socketio: () => ['40'] }
const medians: Record<string, number> = {}
for (const name of Object.keys(contenders) as (keyof typeof contenders)[]) {
  const results: number[] = []
  for (let round = 0; round < rounds; round++) results.push(await measure(name))
  medians[name] = results.sort((one, other) => one - other)[Math.floor(rounds / 2)] ?? 0
}
console.table(
  Object.entries(medians).map(([name, median]) => ({
    name,
    'deliveries per CPU second': Math.round(median),
    'shiplap is': `${((medians.shiplap ?? 0) / median).toFixed(1)} ×`,
  })),
)
await redis.stop()
await postgres.stop()
await rm(dataDir, { recursive: true, force: true })

async function measure(name: keyof typeof contenders): Promise<number> {
  const database = await createTestDatabase({ serverUrl: postgres.url })
  const port = await freePort()
  const overrides = { messages: { points: 10_000_000, perMs: 1_000 } }
  const settings = testSettings({ database, redisUrl: redis.url, port, dataDir, overrides })
  const args = [name, String(port), database.url, redis.url, JSON.stringify(settings)]
  const server = fork(new URL('./servers.ts', import.meta.url), args)
  await once(server, 'message')
  const path = { shiplap: '/api/ws', ws: '/', socketio: '/socket.io/?EIO=4&transport=websocket' }[name]
  let delivered = 0
  const sockets = await Promise.all(
    Array.from({ length: clients }, async () => {
      const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`)
      socket.on('message', (text: Buffer) => {
        if (text.length === 1 && String(text) === '2') socket.send('3')
        else if (text.includes('a message of the usual length')) delivered++
      })
      await once(socket, 'open')
      for (const text of contenders[name]()) socket.send(text)
      // A subscription begins with the lines that were there; what counts is what is said after them.
      if (name === 'shiplap') await lines(socket)
      return socket
    }),
  )
  await new Promise((resolve) => setTimeout(resolve, 2_000))
  server.send(seconds * 1_000)
  const [{ said, cpuMs }] = (await once(server, 'message')) as [{ said: number; cpuMs: number }]
  for (let last = -1; last !== delivered; ) {
    last = delivered
    await new Promise((resolve) => setTimeout(resolve, 1_000))
  }
  for (const socket of sockets) socket.terminate()
  server.kill('SIGKILL')
  await once(server, 'exit')
  await database.drop()
  console.log(name, { said, delivered, complete: delivered === said * clients, cpuMs: Math.round(cpuMs) })
  return delivered / (cpuMs / 1_000)
}

function lines(socket: WebSocket): Promise<void> {
  return new Promise((resolve) => {
    socket.on('message', (text: Buffer) => {
      if (text.includes('"lines"')) resolve()
    })
  })
}

function live(): string[] {
  return [
    JSON.stringify({
      id: 1,
      method: 'subscription',
      params: { path: 'message.live', input: { room: 'lobby' } },
    }),
  ]
}
