import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { startPostgres } from './postgres.ts'
import { asNobody, whoRunsPostgres } from './postgres-binary.ts'
import type { Server } from './process.ts'
import { gone, kill, startParent } from './testing/parent.ts'

let dataDir: string
const started: Server[] = []
beforeEach(() => {
  dataDir = join(mkdtempSync(join(tmpdir(), 'shiplap-embedded-')), 'postgres')
})
afterEach(async () => {
  for (const server of started.splice(0)) await server.stop()
  rmSync(join(dataDir, '..'), { recursive: true, force: true })
})

test('data survives a restart', async () => {
  const first = await start()
  await query(first.url, 'create table kept (n int)')
  await query(first.url, 'insert into kept values (1)')
  await first.stop()
  const second = await start()
  expect(await query(second.url, 'select n from kept')).toEqual([{ n: 1 }])
})

test('what was acknowledged survives kill -9 of PostgreSQL', async () => {
  const first = await start({})
  await query(first.url, 'create table kept (n int)')
  await query(first.url, 'insert into kept values (1)')
  process.kill(first.pid, 'SIGKILL')
  await first.ended
  const second = await start()
  expect(await query(second.url, 'select n from kept')).toEqual([{ n: 1 }])
})

test('kill -9 of the parent ends PostgreSQL too, and the next start finds the data', async () => {
  const parent = await startParent('postgres', dataDir)
  await query(parent.url, 'create table kept (n int)')
  await kill(parent)
  await gone(parent.pid)
  const next = await start()
  expect(await query(next.url, 'select * from kept')).toEqual([])
})

test('a PostgreSQL that outlived its parent is stopped before the next one starts', async () => {
  const leftover = await start()
  await query(leftover.url, 'create table kept (n int)')
  const next = await start()
  expect(next.pid).not.toBe(leftover.pid)
  await leftover.ended
  expect(await query(next.url, 'select * from kept')).toEqual([])
})

test('a stale postmaster.pid that names a living stranger does not keep it from starting', async () => {
  const first = await start()
  const pidFile = join(dataDir, '18', 'postmaster.pid')
  const text = readFileSync(pidFile, 'utf8')
  process.kill(first.pid, 'SIGKILL')
  await first.ended
  writeFileSync(pidFile, text.replace(/^\d+/, String(process.ppid)))
  const second = await start()
  expect(await query(second.url, 'select 1 as n')).toEqual([{ n: 1 }])
})

test('a start that was killed while making the cluster is begun again', async () => {
  mkdirSync(join(dataDir, '18.making'), { recursive: true })
  writeFileSync(join(dataDir, '18.making', 'PG_VERSION'), '18\n')
  const server = await start()
  expect(await query(server.url, 'select 1 as n')).toEqual([{ n: 1 }])
})

test('data of another major version is refused, not replaced', async () => {
  const server = await start()
  await server.stop()
  renameSync(join(dataDir, '18'), join(dataDir, '17'))
  await expect(startPostgres({ dataDir })).rejects.toThrow(/made by PostgreSQL 17.*SHIPLAP_DATA/s)
})

test('nobody gets in without the password', async () => {
  const server = await start()
  const url = new URL(server.url)
  url.password = 'guess'
  await expect(query(url.href, 'select 1')).rejects.toThrow(/password authentication failed/)
  expect(statSync(join(dataDir, 'password')).mode & 0o077).toBe(0)
})

test('root that may run it in no way is told the two ways on', () => {
  const nothing = { prefix: ['/nonexistent/unshare'] }
  expect(() => whoRunsPostgres(tmpdir(), [nothing])).toThrow(/ordinary user.*DATABASE_URL/s)
})

// Under a folder that is root's alone, nobody cannot reach the programs, and the product says so.
const nobodyGetsHere =
  process.getuid?.() === 0 &&
  spawnSync('test', ['-r', import.meta.filename], { cwd: '/', uid: 65_534, gid: 65_534 }).status === 0
test.runIf(nobodyGetsHere)('where there are no user namespaces, root runs it as nobody', async () => {
  chmodSync(join(dataDir, '..'), 0o711)
  mkdirSync(dataDir)
  const nothing = { prefix: ['/nonexistent/unshare'] }
  expect(whoRunsPostgres(dataDir, [nothing, asNobody])).toBe(asNobody)
  const server = await startPostgres({ dataDir, settings: { fsync: 'off' }, runAs: asNobody })
  started.push(server)
  expect(await query(server.url, 'select 1 as n')).toEqual([{ n: 1 }])
  expect(statSync(join(dataDir, '18')).uid).toBe(65_534)
})

// Most of them kill processes, not the machine, so what the system has taken from PostgreSQL is safe without a flush.
async function start(settings: Readonly<Record<string, string>> = { fsync: 'off' }): Promise<Server> {
  const server = await startPostgres({ dataDir, settings })
  started.push(server)
  return server
}

async function query(url: string, text: string): Promise<object[]> {
  const client = new pg.Client(url)
  await client.connect()
  try {
    return (await client.query(text)).rows
  } finally {
    await client.end()
  }
}
