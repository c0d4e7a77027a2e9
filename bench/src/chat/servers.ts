// The server process of one contender: it says in a room what it has first inserted into PostgreSQL, as fast as it can.
import { randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import { createApi } from '@shiplap/api'
import { silentLog } from '@shiplap/runtime/log'
import { createAdapter } from '@socket.io/redis-adapter'
import { Redis } from 'ioredis'
import pg from 'pg'
import { Server } from 'socket.io'
import { WebSocketServer } from 'ws'

const writers = 16
const body = 'a message of the usual length, as people write it in a room'
const [, , contender = '', port = '0', databaseUrl = '', redisUrl = '', settings = '{}'] = process.argv
const http = createServer()
const say = await { shiplap, ws: plain, socketio }[contender as 'shiplap' | 'ws' | 'socketio']()
http.listen(Number(port), '127.0.0.1', () => process.send?.('ready'))

process.on('message', async (forMs: number) => {
  const until = performance.now() + forMs
  const before = process.cpuUsage()
  let said = 0
  await Promise.all(
    Array.from({ length: writers }, async () => {
      for (; performance.now() < until; said++) await say()
    }),
  )
  const { user, system } = process.cpuUsage(before)
  process.send?.({ said, cpuMs: (user + system) / 1_000 })
})

async function shiplap() {
  const api = createApi(JSON.parse(settings), silentLog)
  http.on('request', (request, response) => api.handle(request, response))
  http.on('upgrade', (request, socket, head) => api.upgrade(request, socket, head))
  const cookies: string[] = []
  const visitor = {
    requestId: '',
    ip: '127.0.0.1',
    userAgent: null,
    cookies: null,
    authorization: null,
    setCookie: (cookie: string) => void cookies.push(cookie.split(';')[0] ?? ''),
    takesCookies: true,
  }
  const username = `w${randomUUID().slice(0, 8)}`
  await api.caller(visitor).account.register({ username, password: 'a long enough phrase' })
  const person = { ...visitor, cookies: cookies.join('; ') }
  return () => api.caller(person).message.send({ room: 'lobby', body, clientKey: randomUUID() })
}

/** What both others store: a row with a serial number. */
async function insertInto() {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 20 })
  await pool.query(
    'create table if not exists plain (id bigserial primary key, room text, author text, key text, body text, at timestamptz default now())',
  )
  return async () =>
    (
      await pool.query(
        "insert into plain (room, author, key, body) values ('lobby', 'w', $1, $2) returning id, at, key, body",
        [randomUUID(), body],
      )
    ).rows[0]
}

async function plain() {
  const insert = await insertInto()
  const server = new WebSocketServer({ server: http })
  return async () => {
    const text = JSON.stringify(await insert())
    for (const socket of server.clients) socket.send(text)
  }
}

async function socketio() {
  const insert = await insertInto()
  const redis = new Redis(redisUrl)
  const io = new Server(http, { transports: ['websocket'], adapter: createAdapter(redis, redis.duplicate()) })
  io.on('connection', (socket) => void socket.join('lobby'))
  return async () => io.to('lobby').emit('message', await insert())
}
