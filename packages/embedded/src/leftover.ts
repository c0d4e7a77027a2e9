import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { identityOf } from './identity.ts'

/** Notes in `file` which process serves a data folder, so that a later start can find one that outlived its parent. */
export function noteProcess(file: string, pid: number): void {
  writeFileSync(file, JSON.stringify({ pid, identity: identityOf(pid) }), { mode: 0o600 })
}

/** Ends the process noted in `file` if it still runs, and resolves once it is gone. Never touches another with its number. */
export async function endLeftover(file: string, signal: NodeJS.Signals, graceMs = 10_000): Promise<void> {
  const noted = readNote(file)
  if (noted !== undefined && runs(noted)) {
    send(noted.pid, signal)
    const insistAt = Date.now() + graceMs
    while (runs(noted)) {
      if (Date.now() > insistAt) send(noted.pid, 'SIGKILL')
      await sleep(20)
    }
  }
  rmSync(file, { force: true })
}

type Note = { readonly pid: number; readonly identity: string }

function readNote(file: string): Note | undefined {
  try {
    const { pid, identity } = JSON.parse(readFileSync(file, 'utf8'))
    return Number.isInteger(pid) && typeof identity === 'string' ? { pid, identity } : undefined
  } catch {
    return undefined // no file, or one cut short by a crash: whoever wrote it had started nothing yet that we could find
  }
}

const runs = ({ pid, identity }: Note) => identityOf(pid) === identity

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch {
    // It ended between the look and the signal, which is what was wanted.
  }
}
