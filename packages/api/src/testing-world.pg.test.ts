import { expect, test } from 'vitest'
import { createTestApi } from './testing.ts'
import { makeWorld } from './testing-world.ts'

test('the world for pictures has a submission in each state, ranks, a waiting record and runs on the clock', async () => {
  const stage = await createTestApi()
  const promote = (username: string, role: 'verifier' | 'moderator' | 'admin' | 'member') =>
    stage.database.db.updateTable('account').set({ role }).where('username', '=', username).execute()
  const world = await makeWorld({ origin: stage.origin, advance: stage.advance, promote })
  const { api } = stage.visitor()
  const board = await api.board.page.query({ challenge: 'url-shortener', category: 'all-milestones' })
  expect(board.entries.map((entry) => [entry.rank, entry.runner.username])).toEqual([
    [1, 'grace'],
    [2, 'ada'],
    [3, 'margaret'],
    [4, 'barbara'],
    [5, 'linus'],
    [6, 'radia'],
  ])
  expect((await api.run.listLive.query({})).runs.map((run) => run.state).sort()).toEqual([
    'paused',
    'running',
  ])
  const victor = world.people.get('victor') ?? expect.fail('victor is there')
  const { submissions } = await victor.api.submission.queue.query({})
  expect(submissions.map((submission) => submission.id)).toEqual([
    world.submissions.record,
    world.submissions.pending,
    world.submissions.claimed,
  ])
  expect(submissions[0]).toMatchObject({ isRecord: true, approvals: 1, approvalsNeeded: 2 })
  await world.close()
  await stage.close()
}, 60_000)
