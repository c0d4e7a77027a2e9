import { EventEmitter, on } from 'node:events'
import { initTRPC, tracked } from '@trpc/server'
import { applyWSSHandler } from '@trpc/server/adapters/ws'
import { WebSocketServer } from 'ws'
import type { Serve } from '../contender.ts'
import { plainTable } from '../plain-table.ts'

/** tRPC's own WebSocket handler with a subscription as its documentation writes it. */
export const serve: Serve = async ({ http, place }) => {
  const { insert } = await plainTable(place.postgresUrl)
  const said = new EventEmitter().setMaxListeners(0)
  const t = initTRPC.create()
  const router = t.router({
    live: t.procedure.subscription(async function* ({ signal }) {
      for await (const [message] of on(said, 'message', { ...(signal && { signal }) }))
        yield tracked(String(message.id), message)
    }),
  })
  applyWSSHandler({ wss: new WebSocketServer({ server: http }), router })
  return async (body) => {
    said.emit('message', await insert(body))
  }
}
