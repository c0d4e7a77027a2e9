// One Socket.io server with its Redis adapter: what is sent is stored, then emitted to the room.
import { createServer } from 'node:http'
import { createAdapter } from '@socket.io/redis-adapter'
import { Redis } from 'ioredis'
import pg from 'pg'
import { Server } from 'socket.io'

const { PORT, DATABASE_URL, REDIS_URL, REPLAY } = process.env
const pool = new pg.Pool({ connectionString: DATABASE_URL, max: 10 })
pool.on('error', () => {})
await pool
  .query(
    'create table if not exists plain (id bigserial primary key, key text not null unique, body text not null)',
  )
  .catch(() => {})
const redis = new Redis(REDIS_URL ?? '')
const listening = redis.duplicate()
for (const connection of [redis, listening]) connection.on('error', () => {})
// What cannot be published while Redis is away is lost; the server goes on.
process.on('unhandledRejection', () => {})

const http = createServer(async (request, response) => {
  try {
    let text = ''
    for await (const part of request) text += part
    const { body, clientKey } = JSON.parse(text)
    const { rows } = await pool.query(
      'insert into plain (key, body) values ($1, $2) on conflict (key) do nothing returning id',
      [clientKey, body],
    )
    const [added] = rows
    if (added) io.to('lobby').emit('message', Number(added.id))
    const id = added?.id ?? (await pool.query('select id from plain where key = $1', [clientKey])).rows[0].id
    response.end(String(id))
  } catch {
    response.writeHead(503).end()
  }
})
const io = new Server(http, { transports: ['websocket'], adapter: createAdapter(redis, listening) })
io.on('connection', async (socket) => {
  await socket.join('lobby')
  socket.emit('open')
  const { after } = socket.handshake.auth
  if (REPLAY === undefined || after === undefined) return
  // As its tutorial brings back what was missed.
  const { rows } = await pool
    .query('select id from plain where id > $1 order by id', [after])
    .catch(() => ({ rows: [] }))
  for (const { id } of rows) socket.emit('message', Number(id))
})
http.listen(Number(PORT), '127.0.0.1', () => console.log('ready'))
