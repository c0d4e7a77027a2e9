import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as accountExports from '@shiplap/db/queries/account-exports'
import * as boardEntries from '@shiplap/db/queries/board-entries'
import * as boards from '@shiplap/db/queries/boards'
import * as challenges from '@shiplap/db/queries/challenges'
import * as claims from '@shiplap/db/queries/claims'
import * as mentions from '@shiplap/db/queries/mentions'
import * as messages from '@shiplap/db/queries/messages'
import * as notices from '@shiplap/db/queries/notices'
import * as runEvents from '@shiplap/db/queries/run-events'
import * as runs from '@shiplap/db/queries/runs'
import * as submissions from '@shiplap/db/queries/submissions'
import * as verdicts from '@shiplap/db/queries/verdicts'
import { createTestDatabase, type TestDatabase } from '@shiplap/db/testing'
import { armedLifeMs, type RunEventKind, type RunState } from '@shiplap/domain/run'
import { claimLeaseMs } from '@shiplap/domain/submission'
import { startRedis } from '@shiplap/embedded/redis'
import { enqueue } from '@shiplap/jobs/enqueue'
import { kinds } from '@shiplap/jobs/kinds'
import { startWorker } from '@shiplap/jobs/worker'
import { connectRedis, type Redis } from '@shiplap/redis/connect'
import { noticesTopic, runTopic } from '@shiplap/redis/topic-names'
import { createTopics, type Topics } from '@shiplap/redis/topics'
import { silentLog } from '@shiplap/runtime/log'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { createMailer } from '../mail.ts'
import { makeHandlers } from './index.ts'

let database: TestDatabase
let dataDir: string
let redisServer: Awaited<ReturnType<typeof startRedis>>
let redis: Redis
let feed: Topics
let worker: ReturnType<typeof startWorker>
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'shiplap-worker-runs-'))
  ;[database, redisServer] = await Promise.all([createTestDatabase(), startRedis({ dataDir })])
  redis = connectRedis({ url: redisServer.url, log: silentLog })
  feed = createTopics({ redis })
  const origin = 'https://lap.example.org'
  const sendMail = createMailer({ smtpUrl: undefined, from: 'Shiplap <lap@example.org>', origin, dataDir })
  const handlers = makeHandlers({
    db: database.db,
    feed,
    sendMail,
    origin,
    pepper: undefined,
    historyDays: 30,
  })
  worker = startWorker({ url: database.url, db: database.db, kinds, handlers, log: silentLog, pollMs: 100 })
  await worker.ready
})
afterAll(async () => {
  await worker.drain(1_000)
  feed.close()
  redis.disconnect()
  await redisServer.stop()
  await database.drop()
  await rm(dataDir, { recursive: true, force: true })
})

test('an armed run that nobody starts is gone after a quarter of an hour, and not before', async () => {
  const { runId } = await armedRun()
  await database.advance(armedLifeMs - 60_000)
  await enqueue(database.db, 'run.expire', { runId })
  await idle()
  expect(await runs.byId(database.db, { runId })).toBeDefined()
  await database.advance(60_000)
  await vi.waitFor(async () => expect(await runs.byId(database.db, { runId })).toBeUndefined(), 10_000)
})

test('a run past the longest time of its category is expired, and spectators hear of it', async () => {
  const { runId, maxDurationMs } = await startedRun()
  const news = await feed.listen(runTopic(runId), AbortSignal.timeout(20_000))
  await database.advance(maxDurationMs - 60_000)
  await enqueue(database.db, 'run.expire', { runId })
  await idle()
  expect((await runs.byId(database.db, { runId }))?.state).toBe('running')
  await database.advance(60_000)
  await vi.waitFor(async () => {
    const run = await runs.byId(database.db, { runId })
    expect(run?.state).toBe('expired')
    expect(run?.events.at(-1)).toMatchObject({ kind: 'expired', key: null })
  }, 10_000)
  for await (const { kind } of news) {
    expect(kind).toBe('missed')
    break
  }
})

test('a finish tells its runner once where the run stands, an undone one tells nothing', async () => {
  const { runId, accountId, boardId } = await startedRun()
  const finished = await finish(runId)
  const news = await feed.listen(noticesTopic(accountId), AbortSignal.timeout(20_000))
  for (let time = 0; time < 3; time++) await enqueue(database.db, 'run.finished', { runId, seq: finished })
  await enqueue(database.db, 'run.finished', { runId, seq: finished - 1 })
  await idle()
  const told = await notices.list(database.db, { accountId, before: null, limit: 10 })
  expect(told).toMatchObject([{ kind: 'run.finished', body: { runId, isBest: true, provisionalRank: 1 } }])
  expect(await boards.standingsOfRun(database.db, { boardId, runId })).toHaveLength(1)
  for await (const { kind } of news) {
    expect(kind).toBe('notices')
    break
  }
})

test('whom a message calls finds one notice of it, in the words that it has now, and none of a message that was removed before', async () => {
  const { accountId } = await startedRun()
  const { accountId: authorId } = await startedRun()
  const [lobby] = await database.rows<{ id: string }>`select id from room where slug = 'lobby'`
  const [called] = await database.rows<{ key: string }>`
    select username_key as key from account where id = ${accountId}`
  const roomId = lobby?.id ?? expect.fail('there is a lobby')
  const call = async (body: string) => {
    const drafts = [{ authorId, clientKey: randomUUID(), body }]
    const added = await messages.insert(database.db, { room: { id: roomId, access: 0 }, drafts })
    const line = { roomId, seq: added?.entries[0]?.seq ?? 0 }
    expect(await mentions.mention(database.db, { ...line, nameKeys: [called?.key ?? ''] })).toEqual([
      accountId,
    ])
    return line
  }
  const [kept, gone] = [await call('come and see'), await call('never mind')]
  await database.db.transaction().execute((tx) => mentions.unmention(tx, gone))
  for (const line of [kept, kept, gone]) await enqueue(database.db, 'room.notify', line)
  await idle()
  const told = await notices.list(database.db, { accountId, before: null, limit: 10 })
  expect(told).toMatchObject([
    { kind: 'room.mention', body: { room: 'lobby', seq: kept.seq, excerpt: 'come and see' } },
  ])
  expect(told).toHaveLength(1)

  await database.db.transaction().execute((tx) => {
    const change = { roomId, target: kept.seq, actorId: authorId, body: 'come and see it' }
    return messages.change(tx, change)
  })
  await enqueue(database.db, 'room.notify', kept)
  await idle()
  expect(await notices.list(database.db, { accountId, before: null, limit: 10 })).toMatchObject([
    { id: told[0]?.id, body: { excerpt: 'come and see it' } },
  ])
})

test('a verdict tells its runner once, and a claim that ran out is cleared away', async () => {
  const { runId, accountId: runnerId } = await startedRun()
  await finish(runId)
  const verifierId = await account()
  const revision = {
    repositoryUrl: null,
    commitHash: null,
    notes: '',
    videoUrl: null,
    videoStartMs: 0,
    packages: [],
  }
  const { id, verdictId } = await database.db.transaction().execute(async (tx) => {
    const id =
      (await submissions.insert(tx, { runId, runnerId, revision })) ?? expect.fail('it was submitted')
    await claims.take(tx, { id, verifierId, leaseMs: claimLeaseMs })
    const reason = 'The video ends early.'
    const verdictId = await verdicts.insert(tx, {
      submissionId: id,
      runnerId,
      verifierId,
      kind: 'reject',
      revision: 1,
      round: 1,
      reason,
    })
    return { id, verdictId }
  })
  for (let time = 0; time < 3; time++) await enqueue(database.db, 'submission.decided', { verdictId })
  await enqueue(database.db, 'claims.release', { submissionId: id })
  await idle()
  const told = await notices.list(database.db, { accountId: runnerId, before: null, limit: 10 })
  expect(told).toMatchObject([
    { kind: 'submission.decided', body: { verdict: 'reject', reason: 'The video ends early.' } },
  ])
  expect((await submissions.byId(database.db, { id }))?.claimedBy).toBe(verifierId)
  await database.advance(claimLeaseMs)
  await enqueue(database.db, 'claims.release', { submissionId: id })
  await vi.waitFor(
    async () => expect((await submissions.byId(database.db, { id }))?.claimedBy).toBeNull(),
    10_000,
  )
  expect(await claims.list(database.db, { submissionId: id })).toMatchObject([
    { kind: 'claim' },
    { kind: 'lapse' },
  ])
})

test('a board that lost its entries is written anew', async () => {
  const { runId, boardId } = await startedRun()
  await finish(runId)
  const before = await boards.standingsOfRun(database.db, { boardId, runId })
  await database.db.deleteFrom('boardEntry').where('boardId', '=', boardId).execute()
  await database.db.deleteFrom('boardTally').where('boardId', '=', boardId).execute()
  await enqueue(database.db, 'board.rebuild', { boardId })
  await idle()
  expect(await boards.standingsOfRun(database.db, { boardId, runId })).toEqual(before)
})

test('whatever ran, run a second time it changes nothing', async () => {
  const { db } = database
  const accountId = await account()
  const { id: exportId } = await db.transaction().execute((tx) => accountExports.ask(tx, { accountId }))
  await enqueue(db, 'account.registered', { accountId })
  await enqueue(db, 'account.export', { exportId })
  await enqueue(db, 'sessions.sweep', {})
  await enqueue(db, 'history.retention', {})
  await enqueue(db, 'messages.words', {})
  await idle()
  const ran = await database.rows<{ kind: string; payload: unknown }>`
    select distinct on (kind, payload::text) kind, payload from job_history where state = 'done' and kind <> 'mail'`
  const tested = ['mail', 'device.new'] // by main.pg.test.ts and device.new.pg.test.ts
  expect(new Set([...ran.map(({ kind }) => kind), ...tested])).toEqual(new Set(Object.keys(kinds)))
  const before = await contents()
  for (const { kind, payload } of ran)
    await db
      .insertInto('job')
      .values({ kind, payload: JSON.stringify(payload), maxAttempts: 1 })
      .execute()
  await idle()
  expect(await contents()).toEqual(before)
})

/** What each table holds, but for those of the queue itself. */
async function contents(): Promise<Readonly<Record<string, string>>> {
  const { db, rows } = database
  const tables = await rows<{ name: string }>`
    select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
      and not relispartition and relname !~ '^(job|worker)'`
  const held: Record<string, string> = {}
  for (const { name } of tables) {
    const all = await db
      .selectFrom(name as 'account')
      .selectAll()
      .execute() // it is there: see above
    held[name] = all
      .map((row) => JSON.stringify(row))
      .sort()
      .join('\n')
  }
  return held
}

let people = 0
async function account(): Promise<string> {
  const username = `runner-${++people}`
  const values = { username, usernameKey: username, passwordHash: 'x' }
  return (await database.db.insertInto('account').values(values).returning('id').executeTakeFirstOrThrow()).id
}

async function armedRun() {
  const accountId = await account()
  const asked = { challenge: 'csvq', category: 'first-three', assistance: 'unassisted' } as const
  const found = (await challenges.forArming(database.db, asked)) ?? expect.fail('csvq is bundled')
  const boardId = found.boardId ?? (await boards.ensure(database.db, { ...found, ...asked }))
  const runId = await database.db.transaction().execute(async (tx) => {
    const made = await runs.arm(tx, { ...found, accountId, boardId, stack: [], armKey: randomUUID() })
    const runId = made?.id ?? expect.fail('it was armed')
    await enqueue(tx, 'run.expire', { runId }, { delayMs: armedLifeMs })
    return runId
  })
  return { runId, accountId, boardId }
}

async function startedRun() {
  const armed = await armedRun()
  await happen(armed.runId, 'started', 'running')
  const { maxDurationMs } = (await runs.byId(database.db, armed)) ?? expect.fail('it is there')
  await enqueue(database.db, 'run.expire', { runId: armed.runId }, { delayMs: maxDurationMs })
  return { ...armed, maxDurationMs }
}

async function finish(runId: string): Promise<number> {
  await database.advance(6_000)
  const run = (await runs.byId(database.db, { runId })) ?? expect.fail('it is there')
  const { seq } = await happen(runId, 'split', 'finished', run.milestoneCount)
  const ofRunner = { boardId: run.boardId, accountIds: [run.accountId] }
  await database.db.transaction().execute((tx) => boardEntries.refresh(tx, ofRunner))
  return seq
}

async function happen(runId: string, kind: RunEventKind, state: RunState, position: number | null = null) {
  const run = await runs.byId(database.db, { runId })
  const seq = run?.events.length ?? 0
  const event = { runId, seq, kind, position, state, clientMs: null, key: randomUUID() }
  return (await runEvents.record(database.db, event)) ?? expect.fail(`${kind} was not recorded`)
}

/** Everything that is due has been worked off. */
async function idle(): Promise<void> {
  await vi.waitFor(async () => {
    const jobs = await database.db.selectFrom('job').select(['id', 'kind']).execute()
    expect(jobs).toEqual([])
  }, 10_000)
}
