import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { endWithParent } from '@shiplap/embedded/end-with-parent'
import { stopProcess } from '@shiplap/embedded/process'
import type { Process } from './keep-running.ts'
import type { LogFile } from './log-file.ts'
import { root } from './root.ts'

/**
 * Starts one of our apps with Node directly, in a process group of its own, so that Ctrl-C reaches us alone. Its log
 * goes to a file, or straight to the terminal where there is none.
 */
export function startApp({
  folder,
  file,
  env,
  log,
  watch = [],
}: {
  readonly folder: string
  readonly file: string
  readonly env: NodeJS.ProcessEnv
  readonly log?: LogFile | undefined
  /** Node's own flags that start it anew when files change. */
  readonly watch?: readonly string[]
}): Process {
  const output = log === undefined ? 'inherit' : 'pipe'
  const child = spawn(process.execPath, [...watch, file], {
    cwd: join(root, folder),
    env,
    detached: true,
    stdio: ['ignore', output, output],
  })
  let words = ''
  const listen = (chunk: Buffer) => {
    words = (words + chunk).slice(-4_000)
    log?.write(chunk)
  }
  child.stdout?.on('data', listen)
  child.stderr?.on('data', listen)
  const ended = new Promise<void>((resolve) => {
    child.once('close', () => resolve())
    child.once('error', () => resolve())
  })
  endWithParent(child, 'SIGTERM')
  return {
    pid: child.pid ?? 0,
    ended,
    lastWords: () => words,
    stop: () => stopProcess({ child, ended }, 'SIGTERM', 6_500),
  }
}
