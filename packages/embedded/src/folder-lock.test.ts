import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { FolderInUse, lockFolder } from './folder-lock.ts'
import { kill, startParent } from './testing/parent.ts'

let folder: string
let file: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'shiplap-lock-'))
  file = join(folder, 'lock')
})
afterEach(() => rmSync(folder, { recursive: true }))

test('a second one is told who holds the folder', async () => {
  const holder = await startParent('lock', file)
  try {
    expect(() => lockFolder(file, 'mine')).toThrow(
      expect.objectContaining({ name: 'FolderInUse', holder: { pid: holder.pid, note: 'held by a test' } }),
    )
  } finally {
    await kill(holder)
  }
})

test('a lock left by a killed process is taken over', async () => {
  await kill(await startParent('lock', file))
  const release = lockFolder(file, 'mine')
  release()
  expect(readdirSync(folder)).toEqual([])
})

test('a lock whose number now belongs to another process is taken over', () => {
  writeFileSync(file, JSON.stringify({ pid: 1, identity: 'an earlier life', note: '' }))
  lockFolder(file, 'mine')()
})

test('a lock file cut short by a full disk is taken over', () => {
  writeFileSync(file, '{"pid":')
  lockFolder(file, 'mine')()
})

test('giving back a lock leaves that of a later holder alone', () => {
  const release = lockFolder(file, 'first')
  rmSync(file)
  const releaseSecond = lockFolder(file, 'second')
  release()
  expect(() => lockFolder(file, 'third')).toThrow(FolderInUse)
  releaseSecond()
})
