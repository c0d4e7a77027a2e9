import { connect } from '@shiplap/db/connect'
import { openLine } from '@shiplap/db/line'
import { createTestDatabase, type TestDatabase } from '@shiplap/db/testing'
import { tapStatements } from '@shiplap/db/testing-statements'
import { silentLog } from '@shiplap/runtime/log'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { enqueue, enqueueMany } from './enqueue.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

const mail = { to: 'ada@example.org', subject: 'Hello', text: 'Good morning' }
const waiting = () => database.db.selectFrom('job').select(['id', 'kind', 'payload']).execute()

test('a job exists when its transaction commits and never when it rolls back', async () => {
  const id = await database.db.transaction().execute((tx) => enqueue(tx, 'mail', mail))
  const lost = database.db.transaction().execute(async (tx) => {
    await enqueue(tx, 'mail', mail)
    throw new Error('changed my mind')
  })
  await expect(lost).rejects.toThrow('changed my mind')
  expect(await waiting()).toEqual([{ id, kind: 'mail', payload: mail }])
})

test('a payload that its kind does not know is refused before it is stored', async () => {
  await expect(enqueue(database.db, 'mail', { ...mail, to: 'nobody' })).rejects.toThrow()
})

test('many jobs go in by one statement and keep their order', async () => {
  const subjects = Array.from({ length: 1_000 }, (_, index) => `Letter ${index}`)
  const ids = await enqueueMany(
    database.db,
    'mail',
    subjects.map((subject) => ({ ...mail, subject })),
    { priority: 'low' },
  )
  const rows = await database.db
    .selectFrom('job')
    .selectAll()
    .where('priority', '=', 2)
    .orderBy('id')
    .execute()
  expect(rows.map((row) => row.id)).toEqual(ids)
  expect(rows.map((row) => (row.payload as typeof mail).subject)).toEqual(subjects)
})

test('a job for later waits outside the table that workers claim from', async () => {
  const id = await enqueue(database.db, 'mail', mail, { delayMs: 60_000 })
  const later = await database.db.selectFrom('jobScheduled').select(['id']).execute()
  expect(later).toEqual([{ id }])
})

test('the news of a job goes with it where nobody else puts any in, and after it where others do', async () => {
  // A database of its own: news of the jobs of other tests may still be under way.
  const own = await createTestDatabase()
  const tap = await tapStatements(own.url)
  const db = connect({ url: tap.url, log: silentLog, application: 'test', max: 20 })
  let heard = 0
  const hear = { application: 'test', log: silentLog, onNotification: () => heard++ }
  const line = await openLine({ url: own.url, ...hear })
  await line.query({ text: 'listen job_ready' }, [])
  const soon = (look: () => void) => vi.waitFor(look, { timeout: 10_000, interval: 20 })
  const sentApart = () => tap.heard.filter((text) => text.startsWith('notify')).length

  await enqueue(db, 'mail', mail)
  await soon(() => expect(heard).toBe(1))
  expect(sentApart()).toBe(0)

  await Promise.all(Array.from({ length: 20 }, () => enqueue(db, 'mail', mail)))
  await soon(() => expect(sentApart()).toBeGreaterThan(0))
  await soon(() => expect(heard).toBeGreaterThan(1))
  await db.destroy()
  await line.close()
  await tap.close()
  await own.drop()
})
