import { fileURLToPath } from 'node:url'
import type { Contender, Stored, Watcher } from '@shiplap/api/fault-run'
import { io, type Socket } from 'socket.io-client'

/** Socket.io with its Redis adapter; `replay` has a client say, when it comes back, what it had last. */
export const socketio = ({ replay }: { readonly replay: boolean }): Contender => ({
  script: fileURLToPath(new URL('socketio-server.ts', import.meta.url)),
  envOf: ({ port, database, redisUrl }) => ({
    PORT: String(port),
    DATABASE_URL: database.url,
    REDIS_URL: redisUrl,
    ...(replay && { REPLAY: '1' }),
  }),
  watch,
  sender: async (origins) => ({
    async send(which, message) {
      const answer = await fetch(`${origins[which % origins.length]}/`, {
        method: 'POST',
        body: JSON.stringify(message),
        signal: AbortSignal.timeout(5_000),
      }).catch(() => null)
      return answer?.ok ? Number(await answer.text()) : null
    },
  }),
  rows: (database) => database.rows<Stored>`select id as seq, key from plain order by id`,
})

function watch({ origins, first }: { readonly origins: readonly string[]; readonly first: number }): Watcher {
  const seqs: number[] = []
  const opened = Promise.withResolvers<void>()
  let connections = first
  let cuts = 0
  let isClosed = false
  let socket: Socket
  const connect = () => {
    socket = io(origins[connections++ % origins.length], {
      transports: ['websocket'],
      reconnection: false,
      forceNew: true,
      auth: { after: seqs.at(-1) ?? 0 },
    })
    socket.on('open', opened.resolve)
    socket.on('message', (seq: number) => seqs.push(seq))
    const again = () => setTimeout(() => isClosed || connect(), 100 + Math.random() * 200)
    socket.on('disconnect', again)
    socket.on('connect_error', again)
  }
  connect()
  return {
    seqs,
    opened: opened.promise,
    counts: () => ({ cuts, resets: 0 }),
    cut() {
      if (!socket.connected) return
      cuts++
      socket.io.engine.close()
    },
    async close() {
      isClosed = true
      socket.close()
    },
  }
}
