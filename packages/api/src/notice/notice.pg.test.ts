import * as notices from '@shiplap/db/queries/notices'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestApi, type TestApi } from '../testing.ts'
import { createPerson } from '../testing-people.ts'

let world: TestApi
beforeAll(async () => {
  world = await createTestApi()
})
afterAll(() => world.close())

test('notices are read by whom they are for, the newest first, and marked read up to one', async () => {
  const ada = await createPerson(world, { username: 'ada' })
  const grace = await createPerson(world, { username: 'grace' })
  for (const n of [1, 1, 2, 3]) {
    const about = { challenge: 'CSV query', category: 'First three', isBest: true, provisionalRank: n }
    const notice = { kind: 'run.finished', body: { runId: ada.id, timeMs: 10_000, ...about } } as const
    const left = { accountId: ada.id, cause: `cause-${n}`, notice }
    await world.database.db.transaction().execute((tx) => notices.insert(tx, left))
  }
  const page = await ada.api.notice.list.query({ limit: 2 })
  expect([page.unread, page.notices.map((notice) => notice.body)]).toMatchObject([
    3,
    [{ provisionalRank: 3 }, { provisionalRank: 2 }],
  ])
  const rest = await ada.api.notice.list.query({ before: page.next ?? '' })
  expect(rest.notices.map((notice) => notice.body)).toMatchObject([{ provisionalRank: 1 }])
  const upTo = page.notices[1]?.id ?? ''
  expect(await grace.api.notice.markRead.mutate({ upTo })).toEqual({ unread: 0 })
  expect(await ada.api.notice.markRead.mutate({ upTo })).toEqual({ unread: 1 })
  expect((await grace.api.notice.list.query({})).notices).toEqual([])
})
