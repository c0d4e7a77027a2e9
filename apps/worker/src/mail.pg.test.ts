import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createTestDatabase, type TestDatabase } from '@shiplap/db/testing'
import { freePort } from '@shiplap/embedded/free-port'
import { startUntil, stopProcess } from '@shiplap/embedded/process'
import { openSmtp, type Smtp } from '@shiplap/embedded/testing/smtp'
import { enqueue } from '@shiplap/jobs/enqueue'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'

let database: TestDatabase
let dataDir: string
let smtp: Smtp
let metricsPort: number
let stop: () => Promise<void>
beforeAll(async () => {
  database = await createTestDatabase()
  dataDir = await mkdtemp(join(tmpdir(), 'shiplap-worker-'))
  smtp = await openSmtp()
  metricsPort = await freePort()
  const worker = await startUntil(process.execPath, [new URL('main.ts', import.meta.url).pathname], {
    ready: /worker entered/,
    stopSignal: 'SIGTERM',
    env: {
      PATH: process.env.PATH ?? '',
      DATABASE_URL: database.url,
      REDIS_URL: 'redis://127.0.0.1:1',
      DATA_DIR: dataDir,
      ORIGIN: 'https://lap.example.org',
      SMTP_URL: `smtp://127.0.0.1:${smtp.port}`,
      METRICS_PORT: String(metricsPort),
    },
  })
  stop = () => stopProcess(worker, 'SIGTERM', 10_000)
})
afterAll(async () => {
  await stop()
  smtp.close()
  await database.drop()
  await rm(dataDir, { recursive: true, force: true })
})

const soon = (look: () => Promise<void>) => vi.waitFor(look, { timeout: 10_000, interval: 20 })

test('where SMTP is set mail goes there, and one that was turned away goes again as the same message', async () => {
  smtp.set('refuse')
  const mail = { to: 'ada@example.org', subject: 'Your code', text: 'It is 123456' }
  const id = await enqueue(database.db, 'mail', mail)
  await soon(async () => {
    const [waiting] = await database.db.selectFrom('jobScheduled').select(['attempt', 'errors']).execute()
    expect(waiting?.attempt).toBe(1)
    expect(JSON.stringify(waiting?.errors)).toContain('451 try later')
  })
  expect(smtp.taken).toEqual([])
  smtp.set('take')
  await database.advance(10_000)
  await soon(async () => expect(smtp.taken).toEqual([`<job-${id}@lap.example.org>`]))
  expect(await readdir(dataDir)).toEqual([])
})

test('whoever measures a worker sees each kind: what waits and how long, how often it ended how, and how long it took', async () => {
  const told = async () => (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text()
  await soon(async () =>
    expect(await told()).toMatch(/^shiplap_job_seconds_count\{kind="mail",outcome="done"\} 1$/m),
  )
  await database.db.insertInto('jobPause').values({ kind: 'claims.release' }).execute()
  await enqueue(database.db, 'claims.release', { submissionId: crypto.randomUUID() })
  await enqueue(database.db, 'claims.release', { submissionId: crypto.randomUUID() }, { delayMs: 3_600_000 })
  await database.advance(60_000)
  const text = await told()
  for (const line of [
    /^shiplap_job_seconds_count\{kind="mail",outcome="again"\} 1$/m,
    /^shiplap_job_seconds_sum\{kind="mail",outcome="done"\} 0\.\d+$/m,
    /^shiplap_jobs\{kind="claims\.release",state="waiting"\} 1$/m,
    /^shiplap_jobs\{kind="claims\.release",state="scheduled"\} 1$/m,
    /^shiplap_jobs\{kind="mail",state="waiting"\} 0$/m,
    /^shiplap_job_lag_seconds\{kind="claims\.release"\} 6\d(\.\d+)?$/m,
    /^shiplap_job_lag_seconds\{kind="mail"\} 0$/m,
  ])
    expect(text).toMatch(line)
})
