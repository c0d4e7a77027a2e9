import { createReadStream, createWriteStream } from 'node:fs'
import { mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { restoreBackup } from '@shiplap/db/backup/restore'
import { takeBackup } from '@shiplap/db/backup/take'
import { createTestDatabase, type TestDatabase } from '@shiplap/db/testing'
import { freePort } from '@shiplap/embedded/free-port'
import { silentLog } from '@shiplap/runtime/log'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createRestClient } from './rest/testing.ts'
import { createTestApi, serveApi, type TestApi } from './testing.ts'
import { createVisitor } from './testing-visitor.ts'

let world: TestApi
let dir: string
let file: string
let kept: Readonly<Record<string, number>>
const password = 'correct horse battery'
const pepperId = 'one'
const person = { username: 'ada', password }

beforeAll(async () => {
  world = await createTestApi()
  dir = await mkdtemp(join(tmpdir(), 'shiplap-backup-'))
  file = join(dir, 'backup.sql.gz')
  const ada = world.visitor()
  await ada.api.account.register.mutate(person)
  await live(ada.api)
  kept = await takeBackup({ url: world.database.url, pepperId, file: createWriteStream(file) })
})
afterAll(async () => {
  await Promise.all(empty.map((database) => database.drop()))
  await world.close()
  await rm(dir, { recursive: true, force: true })
})

/** What a community leaves behind: a run with its splits, its events and its jobs. */
async function live(api: ReturnType<TestApi['visitor']>['api']): Promise<void> {
  const { challenges } = await api.challenge.list.query()
  const [challenge] = challenges
  const [category] = challenge?.categories ?? []
  if (!challenge || !category) throw new Error('no challenge is bundled')
  const key = () => crypto.randomUUID()
  const where = { challenge: challenge.slug, category: category.slug, assistance: 'unassisted' as const }
  const run = await api.run.arm.mutate({ ...where, key: key() })
  await api.run.start.mutate({ runId: run.id, key: key() })
  await world.advance(60_000)
  await api.run.split.mutate({ runId: run.id, key: key(), position: 1 })
}

const restoreInto = async (url: string, from = file, replace = false) =>
  restoreBackup({ url, file: createReadStream(from), pepperId, replace })
const empty: TestDatabase[] = []
async function newDatabase(): Promise<string> {
  const database = await createTestDatabase({ template: 'template0' })
  empty.push(database)
  return database.url
}

test('a backup put back has every row, serves, and lets nobody in who was signed in before', async () => {
  const signedIn = world.visitor()
  await signedIn.api.account.logIn.mutate({ login: 'ada', password })
  const rest = await createRestClient(world.origin)
  const { answer } = await rest('POST', '/auth/login', { body: { login: 'ada', password } })

  const url = await newDatabase()
  const file = join(dir, 'later.sql.gz')
  const taken = await takeBackup({ url: world.database.url, pepperId, file: createWriteStream(file) })
  const { rows } = await restoreInto(url, file)
  expect(rows).toEqual(taken)
  expect(rows.account).toBe(1)
  expect(rows.run_event).toBeGreaterThanOrEqual(2)
  expect(rows.device_session).toBeGreaterThanOrEqual(3)

  const port = await freePort()
  const settings = { ...world.settings, databaseUrl: url, origin: `http://127.0.0.1:${port}` }
  const second = await serveApi(settings, silentLog)
  const there = createVisitor(settings.origin)
  for (const [name, value] of signedIn.cookies) there.cookies.set(name, value)
  await expect(there.api.account.me.query()).rejects.toThrow('account.signed-out')
  const restThere = await createRestClient(settings.origin)
  const old = await restThere('GET', '/users/me', { token: answer.accessToken })
  expect(old.status).toBe(401)

  await there.api.account.logIn.mutate({ login: 'ada', password })
  expect((await there.api.account.me.query()).username).toBe('ada')
  const { run } = await there.api.run.current.query()
  expect(run?.milestones[0]?.splitMs).toBeGreaterThanOrEqual(60_000)
  await there.close()
  await second.close()
})

test('what is there already is not overwritten unless that is said', async () => {
  const url = await newDatabase()
  await restoreInto(url)
  await expect(restoreInto(url)).rejects.toThrow('--replace')
  expect((await restoreInto(url, file, true)).rows).toEqual(kept)
})

test('another pepper, a damaged file and one cut short are refused, and leave the database empty', async () => {
  const url = await newDatabase()
  await expect(restoreBackup({ url, file: createReadStream(file), pepperId: 'another' })).rejects.toThrow(
    'PEPPER',
  )
  const cut = join(dir, 'cut.sql.gz')
  await writeFile(cut, await readFile(file))
  await truncate(cut, Math.floor((await readFile(file)).length * 0.8))
  await expect(restoreInto(url, cut)).rejects.toThrow()
  const garbage = join(dir, 'garbage')
  await writeFile(garbage, 'not a backup')
  await expect(restoreInto(url, garbage)).rejects.toThrow()
  // The empty database is still one that can be restored into without --replace.
  expect((await restoreInto(url)).rows).toEqual(kept)
})

test('a backup is SQL that psql could read, without credentials in clear', async () => {
  const text = gunzipSync(await readFile(file)).toString('utf8')
  expect(text).toMatch(/^COPY public\."account" \(.*"username".*\) FROM stdin;$/m)
  expect(text).not.toContain(password)
})
