import { createAdapter } from '@socket.io/redis-adapter'
import { Redis } from 'ioredis'
import { Server } from 'socket.io'
import type { Serve } from '../contender.ts'
import { plainTable } from '../plain-table.ts'

/** Socket.io with its Redis adapter, as its documentation joins several processes. */
export const serve: Serve = async ({ http, place }) => {
  const { insert } = await plainTable(place.postgresUrl)
  const redis = new Redis(place.redisUrl)
  const io = new Server(http, { transports: ['websocket'], adapter: createAdapter(redis, redis.duplicate()) })
  io.on('connection', (socket) => void socket.join('lobby'))
  return async (body) => {
    io.to('lobby').emit('message', await insert(body))
  }
}
