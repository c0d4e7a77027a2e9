import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect } from '@shiplap/db/connect'
import { endOthers } from '@shiplap/db/queries/server'
import { makeTemplate } from '@shiplap/db/testing'
import { startPostgres } from '@shiplap/embedded/postgres'
import type { Server } from '@shiplap/embedded/process'
import { silentLog } from '@shiplap/runtime/log'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { type Crew, gatherCrew } from './crew.ts'

// A server of its own, because it is stopped and started here, with its default durability.
let dataDir: string
let server: Server
let crew: Crew
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'shiplap-faults-'))
  server = await startPostgres({ dataDir })
  await makeTemplate(server.url)
})
afterAll(async () => {
  await server.stop()
  await rm(dataDir, { recursive: true, force: true })
})
afterEach(() => crew.dismiss())

const jobs = 100
const numbered = Array.from({ length: jobs }, (_, n) => ({ n, ms: 40 }))

async function begin() {
  crew = await gatherCrew(server.url)
  const worker = await crew.hire()
  await crew.enqueueMany(crew.db, 'note', numbered)
  await crew.enqueueMany(crew.db, 'exact', numbered)
  await crew.soon(async () => expect((await crew.states()).done).toBeGreaterThan(10))
  return worker
}

async function finish(name: string, sinceMs: number, pid: number) {
  await crew.soon(async () => expect(await crew.states()).toEqual({ open: 0, done: 2 * jobs, dead: 0 }))
  const ended = (await crew.traces())
    .filter(({ key }) => key.startsWith('done:'))
    .map(({ key }) => key.split(':')[1])
  const effects = await crew.traces('effect')
  const twice = ended.length - new Set(ended).size
  console.log(name, { doneAfterMs: Date.now() - sinceMs, jobs: 2 * jobs, twice, effects: effects.length })
  expect(new Set(ended).size).toBe(jobs)
  expect(effects).toHaveLength(jobs)
  expect(() => process.kill(pid, 0)).not.toThrow()
}

test('a worker whose connections are all ended, again and again, goes on by itself', async () => {
  const worker = await begin()
  const admin = connect({ url: server.url, log: silentLog, application: 'admin', max: 1 })
  for (let time = 0; time < 3; time++) {
    await endOthers(admin)
    await new Promise((resolve) => setTimeout(resolve, 150)) // in the middle of coming back, or just after
  }
  const sinceMs = Date.now()
  await admin.destroy()
  await finish('connections ended', sinceMs, worker.pid)
})

test('a listener whose connection dies in silence hears of new jobs again', async () => {
  crew = await gatherCrew(server.url)
  await crew.hire()
  const admin = connect({ url: server.url, log: silentLog, application: 'admin', max: 1 })
  await endOthers(admin, { application: 'worker %' })
  await admin.destroy()
  const sinceMs = Date.now()
  await crew.enqueueMany(crew.db, 'note', [{ n: 0, ms: 0 }])
  await crew.soon(async () => expect((await crew.states()).done).toBe(1))
  console.log('dead listener', { doneAfterMs: Date.now() - sinceMs })
})

test('PostgreSQL may be restarted under a worker: nothing is lost, and the process lives', async () => {
  const worker = await begin()
  const { port } = server
  await server.stop()
  await new Promise((resolve) => setTimeout(resolve, 500)) // it stays away for a while
  server = await startPostgres({ dataDir, port })
  await finish('restart', Date.now(), worker.pid)
})

test('PostgreSQL may lose its power: what it forgot runs again, and effects in the transaction happen once', async () => {
  const worker = await begin()
  const { port } = server
  process.kill(server.pid, 'SIGQUIT')
  await server.ended
  server = await startPostgres({ dataDir, port })
  await finish('power cut', Date.now(), worker.pid)
})
