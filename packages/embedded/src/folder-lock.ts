import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { identityOf } from './identity.ts'

/** Whoever holds a lock: its process, and what it wants a second one to know. */
export type Holder = { readonly pid: number; readonly note: string }

export class FolderInUse extends Error {
  override readonly name = 'FolderInUse'
  readonly holder: Holder

  constructor(file: string, holder: Holder) {
    super(`${dirname(file)} is in use by process ${holder.pid}`)
    this.holder = holder
  }
}

/**
 * Takes the lock `file` for this process and returns what gives it back. A lock left by a process that was killed
 * is recognised and taken over.
 *
 * @throws FolderInUse while another process holds it.
 */
export function lockFolder(file: string, note: string): () => void {
  mkdirSync(dirname(file), { recursive: true })
  const mine = `${file}.${process.pid}`
  const written = JSON.stringify({ pid: process.pid, identity: identityOf(process.pid), note })
  writeFileSync(mine, written, { mode: 0o600 })
  try {
    while (!linked(mine, file)) {
      const holder = readHolder(file)
      if (holder !== undefined) throw new FolderInUse(file, holder)
      setAside(file)
    }
  } finally {
    rmSync(mine, { force: true })
  }
  return () => {
    if (read(file) === written) rmSync(file, { force: true })
  }
}

// A link appears with its whole content or not at all, and only one of two processes can make it.
function linked(from: string, to: string): boolean {
  try {
    linkSync(from, to)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

/** The live holder of the lock; undefined when there is none or it was killed. */
function readHolder(file: string): Holder | undefined {
  try {
    const { pid, identity, note } = JSON.parse(readFileSync(file, 'utf8'))
    return identityOf(pid) === identity ? { pid, note } : undefined
  } catch {
    return undefined
  }
}

// Renamed rather than removed, and looked at again: another process may have taken the lock since we read it.
function setAside(file: string): void {
  const aside = `${file}.${process.pid}.stale`
  try {
    renameSync(file, aside)
  } catch {
    return
  }
  if (readHolder(aside) !== undefined) linked(aside, file)
  rmSync(aside, { force: true })
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}
