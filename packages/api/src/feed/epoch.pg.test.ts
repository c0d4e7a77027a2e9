import { afterAll, beforeAll, expect, test } from 'vitest'
import { aPerson, follow } from '../room/testing-chat.ts'
import { type AnotherProcess, createTestApi, type TestApi } from '../testing.ts'

let world: TestApi
let other: AnotherProcess
beforeAll(async () => {
  world = await createTestApi()
  other = await world.another()
})
afterAll(() => world.close())

test('when PostgreSQL has lost numbers that were given out, everybody starts afresh in a new epoch and goes on', async () => {
  const ada = await aPerson(world)
  const views = [follow(world.visitor(), 'lobby'), follow(other.visitor(), 'lobby')]
  await Promise.all(views.map((view) => view.opened()))
  for (const body of ['kept', 'lost', 'lost too']) await ada.say('lobby', body)
  for (const view of views) await view.sees('lost too')
  const old = views[0]?.ids.at(-1)
  expect(old).toBe('0.3')

  // What a copy of the database that lagged behind, and has taken over, knows of the room.
  await world.database
    .rows`delete from message where seq > 1 and room_id = (select id from room where slug = 'lobby')`
  await world.database.rows`update room set last_seq = 1 where slug = 'lobby'`
  for (const view of views) await view.until(() => view.bodies().join() === 'kept')

  expect(await ada.say('lobby', 'said anew')).toMatchObject({ seq: 2 })
  for (const view of views) {
    await view.sees('said anew')
    expect(view.bodies()).toEqual(['kept', 'said anew'])
    expect(view.ids.at(-1)).toBe('1.2')
    view.stop()
  }
  const back = follow(other.visitor(), 'lobby', old)
  await back.opened()
  expect(back.bodies()).toEqual(['kept', 'said anew'])
  expect((await ada.api.message.list.query({ room: 'lobby' })).map(({ body }) => body)).toEqual(back.bodies())
  back.stop()
})
