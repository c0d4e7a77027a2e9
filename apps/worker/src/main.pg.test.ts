import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createTestDatabase, type TestDatabase } from '@shiplap/db/testing'
import { startUntil } from '@shiplap/embedded/process'
import { enqueue } from '@shiplap/jobs/enqueue'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'

let database: TestDatabase
let dataDir: string
beforeAll(async () => {
  database = await createTestDatabase()
  dataDir = await mkdtemp(join(tmpdir(), 'shiplap-worker-'))
})
afterAll(async () => {
  await database.drop()
  await rm(dataDir, { recursive: true, force: true })
})

function startWorkerProcess() {
  return startUntil(process.execPath, [new URL('main.ts', import.meta.url).pathname], {
    ready: /worker entered/,
    stopSignal: 'SIGTERM',
    env: {
      PATH: process.env.PATH ?? '',
      DATABASE_URL: database.url,
      REDIS_URL: 'redis://127.0.0.1:1',
      DATA_DIR: dataDir,
      ORIGIN: 'https://lap.example.org',
    },
  })
}

test('whoever registers with an address is welcomed by one mail, however often the job runs', async () => {
  const worker = await startWorkerProcess()
  const account = await database.db
    .insertInto('account')
    .values({ username: 'Ada', usernameKey: 'ada', email: 'ada@example.org', emailKey: 'ada@example.org' })
    .returning('id')
    .executeTakeFirstOrThrow()
  for (let time = 0; time < 3; time++)
    await enqueue(database.db, 'account.registered', { accountId: account.id })
  await vi.waitFor(async () => {
    const ended = await database.db.selectFrom('jobHistory').select('state').execute()
    expect(ended.map((job) => job.state)).toEqual(['done', 'done', 'done', 'done'])
  }, 10_000)

  const mails = await readdir(join(dataDir, 'mail'))
  expect(mails).toHaveLength(1)
  const text = await readFile(join(dataDir, 'mail', mails[0] as string), 'utf8')
  expect(text).toContain('To: ada@example.org')
  expect(text).toContain('https://lap.example.org/challenges')

  worker.child.kill('SIGTERM')
  const [code] = await once(worker.child, 'close')
  expect(code).toBe(0)
  expect(await database.db.selectFrom('worker').select('id').execute()).toEqual([])
})

test('history does not keep what a mail said', async () => {
  const [mail] = await database.db
    .selectFrom('jobHistory')
    .select('payload')
    .where('kind', '=', 'mail')
    .execute()
  expect(mail?.payload).toEqual({ to: 'ada@example.org', subject: 'Welcome to Shiplap' })
})
