import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from '@shiplap/embedded/free-port'
import { processesOf } from '../test/left-behind.ts'
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

export const password = 'seven quiet planks'

export async function register({ origin }: Started, username: string): Promise<void> {
  const answer = await post(`${origin}/api/v1/auth/register`, { username, password })
  if (answer !== 201) throw new Error(`registering answered ${answer}`)
}

export const logIn = ({ origin }: Started, login: string, as = password) =>
  post(`${origin}/api/v1/auth/login`, { login, password: as })

/** The status of the answer; 0 where nobody answers. */
async function post(url: string, body: object): Promise<number> {
  const headers = { 'content-type': 'application/json' }
  const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) }).catch(
    () => undefined,
  )
  return answer?.status ?? 0
}

/** Resolves once nothing runs over this data folder any more. */
export async function allGone(dataDir: string): Promise<void> {
  await until(() => processesOf(dataDir).length === 0).catch(() => {
    throw new Error(`still running: ${JSON.stringify(processesOf(dataDir))}`)
  })
}

export async function until(isSo: () => boolean | Promise<boolean>, everyMs = 50): Promise<void> {
  const giveUpAt = Date.now() + 20_000
  while (!(await isSo())) {
    if (Date.now() > giveUpAt) throw new Error('still not so after 20 s')
    await sleep(everyMs)
  }
}
