import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { closeSync, openSync, unlinkSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'

const canPin = cpus().length > 1 && spawnSync('taskset', ['--version']).status === 0

/**
 * Starts a script of ours with a channel to it, on the first core alone where the machine has several. Its output goes to a file, as a
 * log does, which is gone with the script.
 */
export function startPinned(script: string, args: readonly string[]): ChildProcess {
  const command = [process.execPath, script, ...args]
  const [file = '', ...rest] = canPin ? ['taskset', '-c', '0', ...command] : command
  const path = join(tmpdir(), `shiplap-bench-${process.pid}.log`)
  const log = openSync(path, 'a')
  unlinkSync(path)
  const env = { ...process.env, NODE_ENV: 'production' as const }
  const child = spawn(file, rest, { env, stdio: ['ignore', log, 'inherit', 'ipc'] })
  closeSync(log)
  return child
}

/** Leaves the first core to those who are measured. */
export function stepAside(): void {
  if (canPin) spawnSync('taskset', ['-cp', `1-${cpus().length - 1}`, String(process.pid)])
}
