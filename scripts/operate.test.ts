// The commands as an operator types them, each in a process of its own.
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { createTestDatabase, type TestDatabase } from '@shiplap/db/testing'
import { startRedis } from '@shiplap/embedded/redis'
import { afterAll, beforeAll, expect, test } from 'vitest'

const exec = promisify(execFile)
let source: TestDatabase
let target: TestDatabase
let redis: Awaited<ReturnType<typeof startRedis>>
let dir: string

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'shiplap-operate-'))
  source = await createTestDatabase()
  target = await createTestDatabase({ template: 'template0' })
  redis = await startRedis({ dataDir: join(dir, 'redis') })
  await source.db
    .insertInto('account')
    .values({ username: 'ada', usernameKey: 'ada', passwordHash: 'not one' })
    .execute()
  await writeFile(join(dir, 'pepper'), `${'p'.repeat(40)}\n`)
})
afterAll(async () => {
  await redis.stop()
  await source.drop()
  await target.drop()
  await rm(dir, { recursive: true, force: true })
})

async function command(name: string, args: readonly string[], more: Record<string, string | undefined> = {}) {
  const env = {
    ...process.env,
    SHIPLAP_DATA: join(dir, 'data'),
    PEPPER_FILE: join(dir, 'pepper'),
    REDIS_URL: redis.url,
    ...more,
  }
  const done = await exec(process.execPath, [`scripts/${name}.ts`, ...args], { env }).catch(
    (error: { code: number; stdout: string; stderr: string }) => error,
  )
  return { code: 'code' in done ? done.code : 0, said: done.stdout + done.stderr }
}

test('backup and restore by command keep every row, with the pepper taken from its file', async () => {
  const file = join(dir, 'backup.sql.gz')
  const backup = await command('backup', [file], { DATABASE_URL: source.url })
  expect(backup).toMatchObject({ code: 0, said: expect.stringContaining('backup.sql.gz holds') })
  expect((await stat(file)).mode & 0o777).toBe(0o600)
  const restore = await command('restore', [file], { DATABASE_URL: target.url })
  expect(restore).toMatchObject({ code: 0, said: expect.stringContaining('Everybody has to sign in again') })
  const names = await target.db.selectFrom('account').select('username').execute()
  expect(names).toEqual([{ username: 'ada' }])
  const again = await command('restore', [file], { DATABASE_URL: target.url })
  expect(again).toMatchObject({ code: 1, said: expect.stringContaining('--replace') })
  expect(again.said).not.toContain('    at ')
})

test('restore says what is missing', async () => {
  expect((await command('restore', [])).said).toContain('Say which file')
  expect((await command('restore', ['nowhere'])).said).toContain('There is no file nowhere')
})

test('doctor finds all well, and tells what to do where it is not', async () => {
  const smtp = createServer((socket) => socket.end('220 mail.example.org ready\r\n'))
  await new Promise<void>((resolve) => smtp.listen(0, '127.0.0.1', resolve))
  const { port } = smtp.address() as { port: number }
  const well = await command('doctor', [], { DATABASE_URL: source.url, SMTP_URL: `smtp://127.0.0.1:${port}` })
  expect(well.said).toMatch(/^ok +PostgreSQL +18/m)
  expect(well.said).toMatch(/^ok +Migrations +all applied/m)
  expect(well.said).toMatch(/^ok +News +arrive/m)
  expect(well.said).toMatch(/^ok +Redis +\d/m)
  expect(well.said).toContain('220 mail.example.org ready')
  // The database of the tests is made for speed, which is what an operator must not do.
  expect(well.said).toMatch(/^!! +Durability +fsync off/m)
  smtp.close()
  const ill = await command('doctor', [], {
    DATABASE_URL: source.url,
    // Takes a LISTEN and passes nothing on, as a pooler does.
    DATABASE_LISTEN_URL: target.url,
    ORIGIN: 'http://lap.example.org',
    REDIS_URL: 'redis://127.0.0.1:1',
    SMTP_URL: 'smtp://127.0.0.1:1',
  })
  expect(ill).toMatchObject({ code: 1, said: expect.stringContaining('mend REDIS_URL') })
  expect(ill.said).toContain('Mend SMTP_URL')
  expect(ill.said).toContain('set DATABASE_LISTEN_URL to PostgreSQL itself')
  expect(ill.said).toContain('Put a proxy with TLS in front')
})

test('doctor looks and makes nothing: where no database is, it says so', async () => {
  const nowhere = join(dir, 'nowhere')
  const { code, said } = await command('doctor', [], {
    SHIPLAP_DATA: nowhere,
    DATABASE_URL: '',
    REDIS_URL: '',
  })
  expect(code).toBe(1)
  expect(said).toContain(`no database in ${nowhere}`)
  expect(said).toMatch(/^ok +Redis +no REDIS_URL is set/m)
  expect(existsSync(nowhere)).toBe(false)
})

test('doctor tells all wrong settings of web and worker at once, and nothing of their values', async () => {
  const { code, said } = await command('doctor', [], {
    RATE_LIMIT_POINTS: '-1',
    STAY_DAYS: '90',
    SMTP_URL: 'secret',
  })
  expect(code).toBe(1)
  expect(said).toMatch(/STAY_DAYS: must be at most 30/)
  expect(said).toMatch(/RATE_LIMIT_POINTS: must be a whole number/)
  expect(said).toMatch(/SMTP_URL: must be smtp:/)
  expect(said).not.toContain('secret')
})
