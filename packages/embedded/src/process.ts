import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process'
import { endWithParent } from './end-with-parent.ts'

/** A server of ours, running as a child process. `stop` ends it and resolves once it is gone. */
export type Server = {
  readonly url: string
  readonly port: number
  readonly pid: number
  readonly stop: () => Promise<void>
  /** Resolves when the process ends, whoever ended it. */
  readonly ended: Promise<void>
  /** The last lines it wrote. */
  readonly lastWords: () => string
}

/** A child process that has said it is ready. */
export type Running = {
  readonly pid: number
  readonly child: ChildProcess
  readonly ended: Promise<void>
  readonly lastWords: () => string
}

/**
 * Starts a command and resolves as soon as one of its lines matches `ready`; rejects with its output if it ends first.
 * It gets a process group of its own, so that Ctrl-C reaches us alone and we stop things in order, and it is sent
 * `stopSignal` should we be killed.
 */
export async function startUntil(
  command: string,
  args: readonly string[],
  {
    ready,
    stopSignal,
    input = '',
    ...options
  }: SpawnOptions & {
    readonly ready: RegExp
    readonly stopSignal: NodeJS.Signals
    readonly input?: string
  },
): Promise<Running> {
  const child = spawn(command, args, { ...options, detached: true, stdio: ['pipe', 'pipe', 'pipe'] })
  let output = ''
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
  const running = new Promise<void>((resolve, reject) => {
    const listen = (chunk: Buffer) => {
      output = (output + chunk).slice(-8_000)
      if (ready.test(output)) resolve()
    }
    child.stdout?.on('data', listen)
    child.stderr?.on('data', listen)
    child.once('error', reject)
    child.once('close', (code, signal) =>
      reject(new Error(`${command} ended with ${signal ?? `code ${code}`}\n${output}`)),
    )
  })
  child.stdin?.on('error', () => {}) // it ended before it read its input; `running` tells
  child.stdin?.end(input)
  if (child.pid !== undefined) endWithParent(child, stopSignal)
  await running
  return { child, pid: child.pid as number, ended, lastWords: () => output } // what has printed a line has a pid
}

/** Asks with `signal`, insists with SIGKILL after `graceMs`. Our servers lose nothing by that, it only makes the next start slower. */
export async function stopProcess(
  { child, ended }: Pick<Running, 'child' | 'ended'>,
  signal: NodeJS.Signals,
  graceMs = 5_000,
): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) child.kill(signal)
  const insist = setTimeout(() => child.kill('SIGKILL'), graceMs)
  await ended
  clearTimeout(insist)
}
