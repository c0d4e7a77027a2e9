import { silentLog } from '@shiplap/runtime/log'
import { sql } from 'kysely'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { connect, type Database } from './connect.ts'
import { createTestDatabase, type TestDatabase } from './testing.ts'

let database: TestDatabase
let db: Database
let pid: number
const withinMs = 2_000
beforeEach(async () => {
  database = await createTestDatabase()
  db = connect({ url: database.url, log: silentLog, application: 'frozen', max: 1, withinMs })
  pid = await pidOf(db)
})
afterEach(async () => {
  process.kill(pid, 'SIGCONT')
  await db.destroy()
  await database.drop()
})

async function pidOf(on: Database): Promise<number> {
  const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(on)
  return rows[0]?.pid ?? 0
}

test('nobody is given a connection on which an answer did not come', async () => {
  process.kill(pid, 'SIGSTOP')
  await expect(pidOf(db)).rejects.toThrow('Query read timeout')
  expect(await pidOf(db)).not.toBe(pid)
})

test('a transaction whose answer does not come is given up at once, without waiting as long again to roll back', async () => {
  const begun = performance.now()
  const within = db.transaction().execute(async (tx) => {
    await pidOf(tx)
    process.kill(pid, 'SIGSTOP')
    await pidOf(tx)
  })
  await expect(within).rejects.toThrow()
  expect(performance.now() - begun).toBeLessThan(2 * withinMs)
  expect(await pidOf(db)).not.toBe(pid)
})
