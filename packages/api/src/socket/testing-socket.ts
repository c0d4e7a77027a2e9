import { once } from 'node:events'
import { WebSocket } from 'ws'
import type { TestApi } from '../testing.ts'
import { createWatch } from '../testing-watch.ts'

type Answer = {
  id: number | string
  error?: { data: { reason: string } }
  result?: { type: string; id?: string; data?: unknown }
}

/** A stranger's socket that speaks tRPC's protocol by hand, and what comes back. */
export async function aSocket({ origin }: Pick<TestApi, 'origin'>) {
  const socket = new WebSocket(`${origin.replace('http', 'ws')}/api/ws`)
  await once(socket, 'open')
  const answers: Answer[] = []
  const { changed, until } = createWatch()
  socket.on('message', (text) => {
    if (String(text) !== 'PONG') answers.push(JSON.parse(String(text)))
    changed()
  })
  const send = (message: object) => socket.send(JSON.stringify(message))
  const live = (id: number, room: string, lastEventId?: string) =>
    send({ id, method: 'subscription', params: { path: 'message.live', input: { room }, lastEventId } })
  return { socket, answers, until, send, live }
}
