/// <reference types="node" />
import { randomUUID } from 'node:crypto'
import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { CredentialStore, Credentials } from './credentials.ts'

/**
 * Keeps credentials in a file that only its owner may read. Several processes may use the same file: a lock beside it
 * lets one of them refresh while the others wait and then take what it got.
 */
export function fileStore(path: string): CredentialStore {
  return {
    async read() {
      try {
        return JSON.parse(await readFile(path, 'utf8')) as Credentials
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
        throw error
      }
    },
    async write(credentials) {
      await mkdir(dirname(path), { recursive: true })
      if (credentials === null) return rm(path, { force: true })
      // Written beside and moved into place, so that a reader never sees half a file.
      const beside = `${path}.${randomUUID()}`
      await writeFile(beside, `${JSON.stringify(credentials)}\n`, { mode: 0o600 })
      await rename(beside, path)
    },
    async alone(act) {
      await mkdir(dirname(path), { recursive: true })
      const lock = `${path}.lock`
      await take(lock)
      try {
        return await act()
      } finally {
        await rm(lock, { recursive: true, force: true })
      }
    },
  }
}

const staleMs = 30_000

/** Making a folder succeeds for one alone. A lock as old as `staleMs` was left by a process that died. */
async function take(lock: string): Promise<void> {
  for (;;) {
    try {
      return await mkdir(lock)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
    const made = await stat(lock).catch(() => null)
    // Moved away before it is removed: of several who find it stale, one moves it and none removes a fresh one.
    if (made !== null && Date.now() - made.mtimeMs > staleMs) {
      const aside = `${lock}.${randomUUID()}`
      await rename(lock, aside).catch(() => {})
      await rm(aside, { recursive: true, force: true })
    } else await wait(20 + Math.random() * 30)
  }
}
