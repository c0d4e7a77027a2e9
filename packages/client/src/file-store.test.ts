import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Credentials, memoryStore } from './credentials.ts'
import { fileStore } from './file-store.ts'

let dir: string
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'shiplap-store-'))
})
afterAll(() => rm(dir, { recursive: true, force: true }))

let count = 0
const aPath = () => join(dir, `deep ${++count}`, 'credentials.json')
const held = (accessToken: string): Credentials => ({ accessToken, refreshToken: 'r', expiresAt: 1 })

test('a store holds nothing until something is kept, and nothing again after a sign-out', async () => {
  for (const store of [fileStore(aPath()), memoryStore()]) {
    expect(await store.read()).toBeNull()
    await store.write(held('a'))
    expect(await store.read()).toEqual(held('a'))
    await store.write(null)
    await store.write(null)
    expect(await store.read()).toBeNull()
  }
})

test('only its owner may read the file, also when it was written over, and nothing else is left beside it', async () => {
  const path = aPath()
  const store = fileStore(path)
  await store.write(held('a'))
  await store.write(held('b'))
  expect((await stat(path)).mode & 0o777).toBe(0o600)
  await store.alone(async () => {})
  expect(await readdir(join(path, '..'))).toEqual(['credentials.json'])
})

test('a reader never sees half a file, however often it is written', async () => {
  const store = fileStore(aPath())
  const long = 'x'.repeat(50_000)
  await store.write(held(long))
  let writing = true
  const reader = (async () => {
    for (let reads = 0; ; reads++) {
      expect((await store.read())?.accessToken).toHaveLength(long.length)
      if (!writing) return reads
    }
  })()
  for (let n = 0; n < 40; n++) await store.write(held(long))
  writing = false
  expect(await reader).toBeGreaterThan(0)
})

test('what is broken in the file is told, and not taken for being signed out', async () => {
  const path = aPath()
  await fileStore(path).write(held('a'))
  await writeFile(path, '{"accessTok')
  await expect(fileStore(path).read()).rejects.toThrow(SyntaxError)
})

test('processes that share a store take turns: none of them comes between another’s reading and writing', async () => {
  const path = aPath()
  await fileStore(path).write({ ...held('a'), expiresAt: 0 })
  const code = `
    import { fileStore } from './file-store.ts'
    const store = fileStore(process.argv[1])
    for (let n = 0; n < 5; n++)
      await store.alone(async () => {
        const held = await store.read()
        await new Promise((resolve) => setTimeout(resolve, 2))
        await store.write({ ...held, expiresAt: held.expiresAt + 1 })
      })`
  const aProcess = () =>
    promisify(execFile)(process.execPath, ['--input-type=module', '-e', code, path], {
      cwd: import.meta.dirname,
    })
  await Promise.all([aProcess(), aProcess(), aProcess()])
  expect((await fileStore(path).read())?.expiresAt).toBe(15)
})

test('whoever takes a turn and fails lets the next one in', async () => {
  for (const store of [fileStore(aPath()), memoryStore()]) {
    const failed = store.alone(async () => {
      throw new Error('no network')
    })
    const next = store.alone(async () => 'in')
    await expect(failed).rejects.toThrow('no network')
    expect(await next).toBe('in')
  }
})

test('the lock of a process that died is taken over by one alone, a fresh one is waited for', async () => {
  const path = aPath()
  const store = fileStore(path)
  await mkdir(`${path}.lock`, { recursive: true })
  const long = new Date(Date.now() - 31_000)
  await utimes(`${path}.lock`, long, long)
  let inside = 0
  await Promise.all(
    Array.from({ length: 5 }, () =>
      store.alone(async () => {
        expect(++inside).toBe(1)
        await new Promise((resolve) => setTimeout(resolve, 5))
        inside--
      }),
    ),
  )
  await mkdir(`${path}.lock`)
  let isIn = false
  const waiting = store.alone(async () => {
    isIn = true
  })
  await new Promise((resolve) => setTimeout(resolve, 120))
  expect(isIn).toBe(false)
  await rm(`${path}.lock`, { recursive: true })
  await waiting
  expect(isIn).toBe(true)
})
