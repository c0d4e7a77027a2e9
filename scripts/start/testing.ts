import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { freePort } from '@shiplap/embedded/free-port'
import { root } from './root.ts'

/** The product as a person started it, seen from outside. */
export type Started = {
  readonly process: ChildProcess
  readonly origin: string
  readonly output: () => string
  /** Resolves once it says where it is; rejects with what it said instead. */
  readonly up: Promise<void>
  /** The exit code, or the signal that ended it. */
  readonly ended: Promise<number | NodeJS.Signals>
}

/** Runs a command such as `node scripts/start.ts` over a data folder of the test's own. */
export async function startProduct(
  command: readonly [string, ...string[]],
  {
    dataDir,
    port,
    env = {},
  }: { readonly dataDir: string; readonly port?: number; readonly env?: NodeJS.ProcessEnv },
): Promise<Started> {
  const listenOn = port ?? (await freePort())
  const [program, ...args] = command
  const child = spawn(program, args, {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      NODE_ENV: 'production',
      PASSWORD_COST: '4',
      SHIPLAP_DATA: dataDir,
      PORT: String(listenOn),
      HOST: '127.0.0.1',
      ...env,
    },
  })
  let output = ''
  const ended = once(child, 'close').then(([code, signal]) => code ?? signal)
  const up = new Promise<void>((resolve, reject) => {
    const listen = (chunk: Buffer) => {
      output += chunk
      if (output.includes('Ctrl-C stops it')) resolve()
    }
    child.stdout.on('data', listen)
    child.stderr.on('data', listen)
    void ended.then(() => reject(new Error(output)))
  })
  up.catch(() => {}) // not every test waits for it
  return { process: child, origin: `http://localhost:${listenOn}`, output: () => output, up, ended }
}
