import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startRedis } from '@shiplap/embedded/redis'
import { connectRedis } from '@shiplap/redis/connect'
import { createTopics } from '@shiplap/redis/topics'
import { silentLog } from '@shiplap/runtime/log'
import { expect, test } from 'vitest'
import { createTestApi } from '../testing.ts'
import { createPerson } from '../testing-people.ts'
import { performAct } from './act.ts'
import { key, startRun } from './testing.ts'

test('a split asks PostgreSQL twice: once to read the run, once to write what happened', async () => {
  const world = await createTestApi()
  const dataDir = await mkdtemp(join(tmpdir(), 'shiplap-acts-'))
  const redisServer = await startRedis({ dataDir })
  const redis = connectRedis({ url: redisServer.url, log: silentLog })
  const feed = createTopics({ redis })
  const runner = await createPerson(world, { username: 'ada' })
  const { id: runId } = await startRun(runner)
  await world.advance(2_000)

  let asked = 0
  const db = world.database.db.withPlugin({
    transformQuery({ node }) {
      asked++
      return node
    },
    transformResult: async ({ result }) => result,
  })
  const account = { id: runner.id, username: runner.username, role: 'member' } as const
  const act = { runId, act: 'split', position: 1, key: key() } as const
  const run = await performAct({ db, feed, account }, act)
  expect([run.nextPosition, asked]).toEqual([2, 2])
  // A repeat only reads.
  await performAct({ db, feed, account }, act)
  expect(asked).toBe(3)

  feed.close()
  redis.disconnect()
  await redisServer.stop()
  await world.close()
  await rm(dataDir, { recursive: true, force: true })
})
