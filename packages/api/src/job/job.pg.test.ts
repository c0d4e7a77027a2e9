import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { enqueue, enqueueMany } from '@shiplap/jobs/enqueue'
import { kinds } from '@shiplap/jobs/kinds'
import { startWorker } from '@shiplap/jobs/worker'
import { silentLog } from '@shiplap/runtime/log'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { createTestApi, type TestApi } from '../testing.ts'
import { createPerson, type TestPerson } from '../testing-people.ts'

let world: TestApi
let operator: TestPerson
beforeAll(async () => {
  world = await createTestApi()
  operator = await createPerson(world, { username: 'operator', role: 'admin' })
})
afterAll(() => world.close())

const mail = { to: 'ada@example.org', subject: 'Your code', text: 'It is 123456' }
const soon = (look: () => Promise<void>) => vi.waitFor(look, { timeout: 10_000, interval: 50 })
const db = () => world.database.db

async function work(handlers: Parameters<typeof startWorker<typeof kinds>>[0]['handlers']) {
  const worker = startWorker({
    url: world.database.url,
    db: db(),
    kinds,
    handlers,
    log: silentLog,
    pollMs: 50,
  })
  await worker.ready
  return worker
}

test('jobs are for administrators only, whichever door is tried', async () => {
  const moderator = await createPerson(world, { username: 'moderator', role: 'moderator' })
  const stranger = world.visitor()
  for (const [visitor, reason] of [
    [moderator, 'account.forbidden'],
    [stranger, 'account.signed-out'],
  ] as const) {
    await expect(visitor.api.job.list.query({})).rejects.toThrow(reason)
    await expect(visitor.api.job.stats.query()).rejects.toThrow(reason)
    await expect(visitor.api.job.retry.mutate({ matching: {} })).rejects.toThrow(reason)
    await expect(visitor.api.job.mails.query()).rejects.toThrow(reason)
  }
})

test('an administrator finds a job, reads its attempts, and never its secrets', async () => {
  const id = await enqueue(db(), 'mail', mail, { delayMs: 60_000 })
  const { jobs } = await operator.api.job.list.query({ filter: { kind: 'mail', state: 'scheduled' } })
  expect(jobs).toMatchObject([{ id, kind: 'mail', state: 'scheduled', allowedActions: ['runNow', 'cancel'] }])
  const job = await operator.api.job.get.query({ id })
  expect(job.payload).toEqual({ ...mail, text: '•••' })
  expect((await operator.api.job.list.query({ filter: { text: '123456' } })).jobs).toEqual([])
  expect((await operator.api.job.list.query({ filter: { text: 'ADA@example' } })).jobs).toHaveLength(1)
  await expect(operator.api.job.get.query({ id: 999_999 })).rejects.toThrow('job.not-found')
  expect(await operator.api.job.cancel.mutate({ ids: [id] })).toEqual({ touched: 1 })
  expect(await operator.api.job.get.query({ id })).toMatchObject({
    state: 'cancelled',
    allowedActions: ['retry'],
  })
})

test('failed jobs are grouped by what went wrong, and all that match are retried at once, with a trace', async () => {
  const worker = await work({
    mail() {
      throw new Error(`connect ECONNREFUSED 127.0.0.1:${Math.ceil(Math.random() * 1_000)}`)
    },
  })
  await enqueueMany(
    db(),
    'mail',
    Array.from({ length: 12 }, () => mail),
    { maxAttempts: 1 },
  )
  await soon(async () => {
    const [group] = await operator.api.job.groups.query()
    expect(group).toMatchObject({
      kind: 'mail',
      count: 12,
      fingerprint: 'Error: connect ECONNREFUSED <n>.<n>.<n>.<n>:<n>',
    })
  })
  await worker.drain(1_000)
  const [group] = await operator.api.job.groups.query()
  const matching = { kind: 'mail', state: 'dead', fingerprint: group?.fingerprint ?? '' } as const
  expect(await operator.api.job.retry.mutate({ matching })).toEqual({ touched: 12 })
  expect(await operator.api.job.groups.query()).toEqual([])
  const sent: string[] = []
  const healed = await work({ mail: ({ payload }) => void sent.push(payload.text) })
  await soon(async () => expect(sent).toHaveLength(12))
  await healed.drain(1_000)
  expect(sent[0]).toBe(mail.text)
  const [act] = await operator.api.job.acts.query()
  expect(act).toMatchObject({ act: 'retry', touched: 12, username: 'operator' })
})

test('a running job is told to end when somebody cancels it', async () => {
  const begun = Promise.withResolvers<number>()
  const worker = await work({
    'account.registered': ({ id, signal }) =>
      new Promise((_, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason))
        begun.resolve(id)
      }),
  })
  await enqueue(db(), 'account.registered', { accountId: operator.id })
  const id = await begun.promise
  expect(await operator.api.job.get.query({ id })).toMatchObject({
    state: 'running',
    allowedActions: ['cancel'],
  })
  await operator.api.job.cancel.mutate({ ids: [id] })
  await soon(async () => expect((await operator.api.job.get.query({ id })).state).toBe('cancelled'))
  await worker.drain(1_000)
})

test('a paused kind waits, and whoever watches sees the queue move', async () => {
  const seen: { ready: number; isPaused: boolean }[] = []
  const subscription = operator.api.job.live.subscribe(undefined, {
    onData(overview) {
      const kind = overview.kinds.find((each) => each.kind === 'account.registered')
      if (kind !== undefined) seen.push({ ready: kind.ready, isPaused: kind.isPaused })
    },
  })
  await operator.api.job.pauseKind.mutate({ kind: 'account.registered' })
  const worker = await work({ 'account.registered': () => {} })
  await enqueue(db(), 'account.registered', { accountId: operator.id })
  await soon(async () => expect(seen).toContainEqual({ ready: 1, isPaused: true }))
  await operator.api.job.resumeKind.mutate({ kind: 'account.registered' })
  await soon(async () => expect(seen.at(-1)).toEqual({ ready: 0, isPaused: false }))
  subscription.unsubscribe()
  await worker.drain(1_000)
})

test('captured mails are listed and read by their key, which names nothing outside their folder', async () => {
  const folder = join(world.settings.dataDir, 'mail')
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, 'job-7.eml'), 'To: ada@example.org\nSubject: Ahoy\n\nHello')
  await writeFile(join(world.settings.dataDir, 'secret.eml'), 'no')
  expect(await operator.api.job.mails.query()).toMatchObject([
    { key: 'job-7', to: 'ada@example.org', subject: 'Ahoy' },
  ])
  expect((await operator.api.job.mail.query({ key: 'job-7' })).source).toContain('Hello')
  await expect(operator.api.job.mail.query({ key: 'job-8' })).rejects.toThrow('job.mail-not-found')
  await expect(operator.api.job.mail.query({ key: '../secret' })).rejects.toThrow()
})

test('a hundred thousand jobs are listed, filtered and counted within a fifth of a second', async () => {
  const payloads = Array.from({ length: 10_000 }, (_, n) => ({ ...mail, subject: `Letter ${n}` }))
  for (let time = 0; time < 3; time++) {
    await enqueueMany(db(), 'mail', payloads)
    await enqueueMany(db(), 'mail', payloads, { delayMs: 3_600_000 })
  }
  await world.database.rows`
    insert into job_history (id, created_at, ready_at, started_at, finished_at, priority, version, attempt, max_attempts,
      state, kind, fingerprint, payload)
    select nextval('job_id'), at, at, at, at, 1, 1, 1, 8, case when n % 10 = 0 then 'dead' else 'done' end, 'mail',
      case when n % 10 = 0 then 'Error: no luck' end, json_build_object('to', 'ada@example.org', 'subject', n)
    from (select now_at() as now offset 0) as clock cross join generate_series(1, 40000) as n
      cross join lateral (select now - n * interval '1 s' as at offset 0) as times`
  const asks = {
    list: () => operator.api.job.list.query({}),
    ready: () => operator.api.job.list.query({ filter: { state: 'ready', kind: 'mail' } }),
    dead: () => operator.api.job.list.query({ filter: { state: 'dead' } }),
    groups: () => operator.api.job.groups.query(),
    deep: () => operator.api.job.list.query({ before: 40_000 }),
    byId: () =>
      operator.api.job.list
        .query({})
        .then(({ jobs }) => operator.api.job.get.query({ id: jobs[0]?.id ?? 1 })),
    none: () => operator.api.job.list.query({ filter: { kind: 'board.rebuild' } }),
    stats: () => operator.api.job.stats.query(),
  }
  const took: Record<string, number> = {}
  for (const [name, ask] of Object.entries(asks)) {
    const times: number[] = []
    for (let time = 0; time < 5; time++) {
      const before = performance.now()
      await ask()
      times.push(performance.now() - before)
    }
    // The least of five is what it costs, whatever else the machine does. What is counted is kept for a second, so that of
    // these the slowest is the one that was read.
    took[name] = Math.round(name === 'stats' ? Math.max(...times) : Math.min(...times))
  }
  console.log('100,000 jobs, ms', took)
  for (const ms of Object.values(took)) expect(ms).toBeLessThan(200)
})
