import { createTestApi, type TestApi } from '@shiplap/api/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Client, createClient } from './client.ts'
import { refusalOf } from './refusal.ts'
import { openTomorrow } from './testing-tomorrow.ts'

let world: TestApi
let tomorrow: Awaited<ReturnType<typeof openTomorrow>>
let ada: Client
beforeAll(async () => {
  world = await createTestApi()
  tomorrow = await openTomorrow(world.origin)
  ada = createClient({ url: tomorrow.url, WebSocket: tomorrow.WebSocket })
  await ada.register({ username: 'ada', password: 'correct horse battery' })
})
afterAll(async () => {
  await ada.close()
  tomorrow.close()
  await world.close()
})
const key = () => crypto.randomUUID()

test('a client of today goes on with a server whose answers have grown', async () => {
  const me = await ada.api.account.me.query()
  expect(me).toMatchObject({ username: 'ada', tomorrow: { since: 'the next release' } })
  const where = { challenge: 'url-shortener', category: 'first-three', assistance: 'unassisted' } as const
  const { id: runId } = await ada.api.run.arm.mutate({ ...where, key: key() })
  const run = await ada.api.run.start.mutate({ runId, key: key() })
  expect([run.state, run.nextPosition]).toEqual(['running', 1])
})

test('a subscription of today hears the news of tomorrow, each once', async () => {
  await ada.api.room.create.mutate({ title: 'Hall' })
  const heard: number[] = []
  const third = new Promise<void>((resolve) => {
    ada.api.message.live.subscribe(
      { room: 'hall' },
      {
        onData({ data }) {
          if ('seq' in data) heard.push(data.seq)
          if (heard.length === 3) resolve()
          if ('lines' in data)
            for (const body of ['one', 'two', 'three'])
              void ada.api.message.send.mutate({ room: 'hall', body, clientKey: key() })
        },
      },
    )
  })
  await third
  expect(heard).toEqual([1, 2, 3])
})

test('a reason that nobody knew is a refusal still, with its own name', async () => {
  const refused = await ada.api.run.get.query({ runId: key() }).catch((error) => error)
  expect(refusalOf(refused)?.reason).toBe('tomorrow.no-such-reason')
})
