import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { freePort } from '@shiplap/embedded/free-port'
import { commandsUnder } from '../frame/process-cost.ts'

const root = fileURLToPath(new URL('../../../', import.meta.url))

/** The product as `npm start` brings it up, over a data folder of its own. */
export type Started = {
  readonly origin: string
  /** From the command to the first page that was answered. */
  readonly tookMs: number
  /** The process ids of web and worker. */
  readonly web: number
  readonly worker: number
  readonly stop: () => Promise<void>
}

/** A folder that was started over before, as an operator's usually was. */
export async function makeDataFolder(): Promise<{
  readonly dataDir: string
  readonly remove: () => Promise<void>
}> {
  const dataDir = await mkdtemp(join(tmpdir(), 'shiplap-bench-start-'))
  await (await npmStart(dataDir)).stop()
  return { dataDir, remove: () => rm(dataDir, { recursive: true, force: true }) }
}

export async function npmStart(dataDir: string): Promise<Started> {
  const port = await freePort()
  const origin = `http://127.0.0.1:${port}`
  const began = performance.now()
  const npm = spawn('npm', ['start'], {
    cwd: root,
    env: { ...process.env, SHIPLAP_DATA: dataDir, PORT: String(port), HOST: '127.0.0.1', ORIGIN: origin },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  const ended = once(npm, 'exit')
  await firstPage(npm, origin)
  const tookMs = performance.now() - began
  const commands = commandsUnder(npm.pid ?? 0)
  return {
    origin,
    tookMs,
    web: pidOf(commands, 'server.ts'),
    worker: pidOf(commands, 'src/main.ts'),
    async stop() {
      // As Ctrl-C does: everybody in the foreground hears it.
      process.kill(-(npm.pid ?? 0), 'SIGINT')
      await ended
      while (commandsUnder(npm.pid ?? 0).size > 0) await delay(20)
    },
  }
}

async function firstPage(npm: ChildProcess, origin: string): Promise<void> {
  let words = ''
  for (const stream of [npm.stdout, npm.stderr])
    stream?.on('data', (chunk: Buffer) => {
      words += chunk
    })
  for (;;) {
    if (npm.exitCode !== null) throw new Error(`npm start ended: ${words}`)
    const answer = await fetch(`${origin}/sign-in`).catch(() => null)
    if (answer?.ok && (await answer.text()).includes('</html>')) return
    await delay(10)
  }
}

function pidOf(commands: ReadonlyMap<number, string>, file: string): number {
  const [pid] = [...commands].find(([, command]) => command.trim().endsWith(` ${file}`)) ?? []
  if (pid === undefined) throw new Error(`no process runs ${file}: ${[...commands.values()].join('; ')}`)
  return pid
}
