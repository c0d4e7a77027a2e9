import { rebuildBoard } from '@shiplap/db/rebuild-board'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestApi, type TestApi } from '../testing.ts'
import { createPerson } from '../testing-people.ts'
import { boardIdOf, placeRun } from './testing.ts'

let world: TestApi
beforeAll(async () => {
  world = await createTestApi()
})
afterAll(() => world.close())

const board = { challenge: 'todo-backend', category: 'all-milestones', assistance: 'unassisted' } as const
const provisional = { standing: 'provisional' } as const

test('a board leaves as CSV that no spreadsheet runs, and as JSON', async () => {
  const { id: accountId } = await createPerson(world, { username: 'ada' })
  const endedAt = new Date('2026-04-10T12:00:00Z')
  await placeRun(world.database.db, board, { accountId, timeMs: 40_000, endedAt, stack: ['node'] })
  const { api } = world.visitor()
  const csv = await api.board.export.query({ ...board, ...provisional, format: 'csv' })
  expect([csv.fileName, csv.next]).toEqual(['todo-backend-all-milestones-unassisted.csv', null])
  const [head, row] = csv.text.split('\r\n')
  expect(head).toBe('rank,runner,time_ms,achieved_at,stack,evidence,verified,video_url,run_id')
  expect(row).toMatch(/^1,ada,40000,2026-04-10T12:00:00.000Z,node,timed,false,,[0-9a-f-]{36}$/)
  const json = await api.board.export.query({ ...board, ...provisional, format: 'json' })
  expect(JSON.parse(json.text)).toMatchObject({
    board: { challenge: { slug: 'todo-backend' } },
    entries: [{ rank: 1, timeMs: 40_000 }],
  })
  const empty = await api.board.export.query({ ...board, format: 'json' })
  expect(JSON.parse(empty.text).entries).toEqual([])
})

test('a long board leaves whole, with ranks that go on from stretch to stretch', async () => {
  const long = { ...board, challenge: 'md2html' } as const
  await fill(long, 2_345)
  const path = `${world.origin}/api/v1/boards/md2html/all-milestones/export?standing=provisional`
  const csv = (await (await fetch(`${path}&format=csv`)).text()).trimEnd().split('\r\n').slice(1)
  // Pairs of equal times: 1, 1, 3, 3, and so on over the borders of the stretches.
  expect(csv.map((line) => Number(line.split(',')[0]))).toEqual(
    Array.from({ length: 2_345 }, (_, index) => index - (index % 2) + 1),
  )
  const { entries } = (await (await fetch(`${path}&format=json`)).json()) as { entries: Entry[] }
  expect(entries.map(({ runId }) => runId)).toEqual(csv.map((line) => line.split(',').at(-1)))
  expect(entries.map(({ behindMs }) => behindMs)).toEqual(
    Array.from({ length: 2_345 }, (_, index) => (index === 0 ? null : index % 2 === 0 ? 10 : 0)),
  )
})

test('a board says what its runners use, the most used first', async () => {
  const { api } = world.visitor()
  const used = await api.board.stacks.query({ ...board, challenge: 'md2html', ...provisional })
  expect(used.stacks).toEqual([
    { stack: 'node', runners: 2_345 },
    { stack: 'go', runners: 469 },
  ])
  expect((await api.board.stacks.query({ ...board, challenge: 'md2html' })).stacks).toEqual([])
})

type Entry = { readonly runId: string; readonly behindMs: number | null }

/** Runners whose times are equal by twos, written down as if they had run; every fifth also used Go. */
async function fill(asked: Parameters<typeof boardIdOf>[1], size: number) {
  const { db, rows } = world.database
  const boardId = await boardIdOf(db, asked)
  await rows`
    with runner as (
      insert into account (username, username_key)
      select 'long-' || n, 'long-' || n from generate_series(0, ${size - 1}::integer) n
      returning id, substr(username, 6)::integer as n
    )
    insert into run (account_id, challenge_version_id, category_id, board_id, stack, milestone_count, arm_key, state,
      last_seq, last_at, started_at, ended_at, time_ms)
    select runner.id, v.id, b.category_id, b.id, case when n % 5 = 0 then array['node', 'go'] else array['node'] end, 6, 'long',
      'finished', 1, t.at, t.at - interval '1 minute', t.at, 100000 + 10 * (n / 2)
    from runner cross join board b join challenge_version v on v.challenge_id = b.challenge_id
    cross join lateral (select timestamptz '2026-04-10T12:00:00Z' + n * interval '1 s' as at) t
    where b.id = ${boardId}`
  await rebuildBoard(db, { boardId, signal: new AbortController().signal })
}
