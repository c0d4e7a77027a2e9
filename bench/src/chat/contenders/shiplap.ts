import { randomUUID } from 'node:crypto'
import { createApi } from '@shiplap/api'
import { testSettings } from '@shiplap/api/testing'
import { silentLog } from '@shiplap/runtime/log'
import type { Serve } from '../contender.ts'

/** The product's own api, spoken to through its procedure: who it is, the right to write, the limit and all. */
export const serve: Serve = async ({ http, place, port }) => {
  const settings = testSettings({
    database: { url: place.postgresUrl },
    redisUrl: place.redisUrl,
    port,
    dataDir: '/tmp',
    overrides: { messages: { points: 10_000_000, perMs: 1_000 } },
  })
  const api = createApi(settings, silentLog)
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
  return async (body) => {
    await api.call(person, 'message.send', { room: 'lobby', body, clientKey: randomUUID() })
  }
}
