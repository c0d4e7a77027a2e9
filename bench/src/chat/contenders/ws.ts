import { WebSocketServer } from 'ws'
import type { Serve } from '../contender.ts'
import { plainTable } from '../plain-table.ts'

/** A loop over all sockets, with nothing around it: the least that can be written. */
export const serve: Serve = async ({ http, place }) => {
  const { insert } = await plainTable(place.postgresUrl)
  const server = new WebSocketServer({ server: http })
  return async (body) => {
    const text = JSON.stringify(await insert(body))
    for (const socket of server.clients) socket.send(text)
  }
}
