import { request } from 'node:http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { allProcedures } from '../procedures.ts'
import { createPerson, type TestPerson } from '../testing-people.ts'
import { createListenedApi, type ListenedApi } from './world.ts'

// A socket closes with the session that opened it. A stream over HTTP has nobody who would close it.
let world: ListenedApi
let person: TestPerson
beforeAll(async () => {
  world = await createListenedApi()
  person = await createPerson(world, { username: 'streamer', role: 'admin' })
})
afterAll(() => world.close())

const subscriptions = allProcedures().filter(({ type }) => type === 'subscription')

test('no subscription is served over HTTP, however it is asked for', async () => {
  expect(subscriptions.length).toBeGreaterThan(5)
  for (const { path } of subscriptions)
    for (const asked of [
      path,
      path.replace('.', '%2E'),
      `${path}?batch=1&input=%7B%7D`,
      `instance.get,${path}?batch=1&input=%7B%7D`,
      `instance.get%2C${path}?batch=1&input=%7B%7D`,
    ])
      for (const accept of ['text/event-stream', 'application/json', 'application/jsonl'])
        expect([asked, accept, await statusOf(asked, accept)]).toEqual([asked, accept, 405])
})

/** The status alone: a stream that has begun would not end. */
function statusOf(path: string, accept: string): Promise<number> {
  const cookie = [...person.cookies].map((pair) => pair.join('=')).join('; ')
  return new Promise((resolve, reject) => {
    const asked = request(`${world.origin}/api/trpc/${path}`, {
      headers: { accept, cookie, 'trpc-accept': accept },
    })
    asked.once('response', (response) => {
      resolve(response.statusCode ?? 0)
      asked.destroy()
    })
    asked.once('error', reject)
    asked.end()
  })
}
