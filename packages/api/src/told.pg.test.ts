// What is told of calls, whichever door they come by: to the log, to the measures and in the headers of an answer.
import { once } from 'node:events'
import { createLog } from '@shiplap/runtime/log'
import { createMetrics } from '@shiplap/runtime/metrics'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { createTestApi, type TestApi } from './testing.ts'
import type { TestVisitor } from './testing-visitor.ts'

const lines: string[] = []
const metrics = createMetrics()
let world: TestApi
let ada: TestVisitor
beforeAll(async () => {
  const log = createLog({ name: 'told', write: (line) => lines.push(line) })
  world = await createTestApi({ log, metrics })
  ada = world.visitor()
  await ada.api.account.register.mutate({ username: 'ada', password: 'a phrase that is told to nobody' })
})
afterAll(() => world.close())

type Told = { procedure: string; requestId: string; accountId?: string; outcome: string; ms: number }
const told = () => lines.map((line) => JSON.parse(line) as Told).filter(({ procedure }) => procedure)
const counted = async (outcome: string) => {
  const wanted = `shiplap_call_seconds_count{procedure="account.me",type="query",outcome="${outcome}"} `
  const line = (await metrics.text()).split('\n').find((each) => each.startsWith(wanted))
  return Number(line?.slice(wanted.length) ?? 0)
}

test('a call is one line and one measure over each door, with who called and no secret in it', async () => {
  const { account } = await tokensOfAda()
  const before = lines.length
  const already = await counted('ok')
  const me = '/api/trpc/account.me'
  await ada.fetch(me)
  await ada.fetch(`${me}?batch=1&input=${encodeURIComponent('{}')}`)
  await world.visitor().fetch(me, { headers: { authorization: `Bearer ${account.accessToken}` } })
  await ada.fetch('/api/v1/users/me')
  await ada.overSocket.account.me.query()
  const { id } = await ada.api.account.me.query()
  const since = told().slice(-6)
  expect(lines.length - before).toBe(6)
  for (const line of since)
    expect(line).toMatchObject({
      procedure: 'account.me',
      outcome: 'ok',
      accountId: id,
      ms: expect.any(Number),
    })
  expect(new Set(since.map(({ requestId }) => requestId)).size).toBe(6)
  expect(await counted('ok')).toBe(already + 6)
  const all = lines.join('')
  for (const secret of [...ada.cookies.values(), account.accessToken, account.refreshToken])
    expect(all).not.toContain(secret)
})

test('an answer and a refusal alike carry the headers and the id under which the log has them', async () => {
  const stranger = world.visitor()
  const already = await counted('account.signed-out')
  for (const path of ['account.me', 'account.me?batch=1&input={}']) {
    for (const visitor of [ada, stranger]) {
      const answer = await visitor.fetch(`/api/trpc/${path}`)
      await answer.arrayBuffer()
      const requestId = told().at(-1)?.requestId
      expect(Object.fromEntries(answer.headers)).toMatchObject({
        'cache-control': 'private, no-store',
        'content-type': 'application/json',
        'x-content-type-options': 'nosniff',
        'x-request-id': requestId,
      })
      expect(requestId).toMatch(/^[\w-]{20}$/)
    }
  }
  const turnedAway = await stranger.fetch('/api/trpc/account.me', {
    headers: { origin: 'https://evil.example' },
    method: 'POST',
  })
  expect(turnedAway.headers.get('x-request-id')).toBe(
    ((await turnedAway.json()) as Refused).error.data.requestId,
  )
  expect(await counted('account.signed-out')).toBe(already + 2)
})

test('a call over a socket is answered like one over HTTP, and an error is told under its id', async () => {
  const socket = new WebSocket(`${world.origin.replace('http', 'ws')}/api/ws`)
  await once(socket, 'open')
  const ask = async (message: object) => {
    socket.send(JSON.stringify(message))
    const [text] = await once(socket, 'message')
    return JSON.parse(String(text)) as Refused & { id: number; jsonrpc?: string; result?: object }
  }
  const challenges = { path: 'challenge.list', input: {} }
  const answer = await ask({ id: 1, jsonrpc: '2.0', method: 'query', params: challenges })
  const overHttp = await (await ada.fetch('/api/trpc/challenge.list?input={}')).json()
  expect(answer).toEqual({
    id: 1,
    jsonrpc: '2.0',
    result: { type: 'data', ...(overHttp as { result: object }).result },
  })
  const refused = await ask({ id: 2, method: 'query', params: { path: 'account.me' } })
  expect([refused.id, refused.error.data.reason]).toEqual([2, 'account.signed-out'])
  expect(told().at(-1)).toMatchObject({
    outcome: 'account.signed-out',
    requestId: refused.error.data.requestId,
  })
  const invalid = await ask({
    id: 'three',
    method: 'query',
    params: { path: 'account.byId', input: { id: 7 } },
  })
  expect([invalid.id, invalid.error.data.reason]).toEqual(['three', 'request.invalid'])
  for (const [method, path] of [
    ['mutation', 'account.me'],
    ['query', 'account.__proto__'],
    ['query', 'no.such'],
  ]) {
    const unknown = await ask({ id: 4, method, params: { path } })
    expect([unknown.id, unknown.error.data.httpStatus]).toEqual([4, 404])
  }
  socket.close()
})

type Refused = { error: { data: { reason: string; requestId: string; httpStatus: number } } }

async function tokensOfAda() {
  const login = { login: 'ada', password: 'a phrase that is told to nobody', means: 'tokens' as const }
  const { tokens } = (await world.visitor().api.account.logIn.mutate(login)) as {
    tokens: { accessToken: string; refreshToken: string }
  }
  return { account: tokens }
}
