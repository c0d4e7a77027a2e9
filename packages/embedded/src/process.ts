import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process'

/** A server of ours, running as a child process. `stop` ends it and resolves once it is gone. */
export type Server = {
  readonly url: string
  readonly pid: number
  readonly stop: () => Promise<void>
  /** Resolves when the process ends, whoever ended it. */
  readonly ended: Promise<void>
}

/** Starts a command and resolves as soon as one of its lines matches `ready`; rejects with its output if it ends first. */
export async function startUntil(
  command: string,
  args: readonly string[],
  { ready, ...options }: SpawnOptions & { readonly ready: RegExp },
): Promise<{ child: ChildProcess; ended: Promise<void> }> {
  const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
  await new Promise<void>((resolve, reject) => {
    const listen = (chunk: Buffer) => {
      output = (output + chunk).slice(-8_000)
      if (ready.test(output)) resolve()
    }
    child.stdout?.on('data', listen)
    child.stderr?.on('data', listen)
    child.once('error', reject)
    child.once('close', (code) => reject(new Error(`${command} ended with code ${code}\n${output}`)))
  })
  return { child, ended }
}

/** Asks with `signal`, insists with SIGKILL after `graceMs`. */
export async function stopProcess(
  { child, ended }: { child: ChildProcess; ended: Promise<void> },
  signal: NodeJS.Signals,
  graceMs = 5_000,
): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) child.kill(signal)
  const insist = setTimeout(() => child.kill('SIGKILL'), graceMs)
  await ended
  clearTimeout(insist)
}
