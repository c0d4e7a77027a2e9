import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { aPerson } from '../room/testing-chat.ts'
import { createTestApi, type TestApi } from '../testing.ts'
import { refusalOf } from '../testing-refusal.ts'

let world: TestApi
beforeAll(async () => {
  world = await createTestApi({ settings: { messages: { points: 1_000, perMs: 1_000 } } })
})
afterAll(() => world.close())

test('page after page shows every line that is found once, the newest first, also of those stored at one instant', async () => {
  const ada = await aPerson(world)
  const make = async () =>
    (await ada.api.room.create.mutate({ title: `Room ${randomUUID()}`, kind: 'public' })).slug
  const rooms = [await make(), await make()]
  for (const room of rooms) for (let n = 1; n <= 5; n++) await ada.say(room, `a pelican of ${n}`)
  // As if the writers of both rooms had stored three of each together.
  await world.database
    .rows`update message set created_at = now_at() - interval '1 hour' where body like '%pelican%' and seq < 4`
  const said = { words: 'pelican', limit: 3 }
  const found: string[] = []
  const instants: string[] = []
  const counts: number[] = []
  let older: string | null = null
  do {
    const page: Awaited<ReturnType<typeof ada.api.message.search.query>> = await ada.api.message.search.query(
      { ...said, ...(older !== null && { before: older }) },
    )
    counts.push(page.hits.length)
    for (const { room, line } of page.hits) {
      found.push(`${room} ${line.seq}`)
      instants.push(line.at)
    }
    older = page.older
  } while (older !== null)
  expect(counts).toEqual([3, 3, 3, 1])
  expect(found.toSorted()).toEqual(
    rooms.flatMap((room) => [1, 2, 3, 4, 5].map((n) => `${room} ${n}`)).toSorted(),
  )
  expect(instants).toEqual(instants.toSorted().toReversed())
  expect(await ada.api.message.search.query({ words: 'nowhere said' })).toEqual({ hits: [], older: null })
  expect(await refusalOf(ada.api.message.search.query({ ...said, before: 'yesterday' }))).toMatchObject({
    reason: 'request.invalid',
  })
})
