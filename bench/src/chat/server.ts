import { execFile, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { Place } from '../frame/servers.ts'
import type { ContenderName } from './contender.ts'
import type { Acts } from './server-process.ts'

export type Server = {
  readonly port: number
  readonly ask: <Act extends keyof Acts>(
    act: Act,
    ...args: Parameters<Acts[Act]>
  ) => Promise<Awaited<ReturnType<Acts[Act]>>>
  readonly stop: () => Promise<void>
}

/** Starts a server of a contender on the first core of the machine. */
export async function startServer(contender: ContenderName, place: Place): Promise<Server> {
  const child = fork(
    fileURLToPath(new URL('server-process.ts', import.meta.url)),
    [contender, JSON.stringify({ postgresUrl: place.postgresUrl, redisUrl: place.redisUrl })],
    {
      execArgv: process.env.BENCH_PROFILE
        ? ['--cpu-prof', `--cpu-prof-dir=${process.env.BENCH_PROFILE}`]
        : ['--expose-gc'],
    },
  )
  const [{ port }] = (await once(child, 'message')) as [{ port: number }]
  await pin(child.pid, 0)
  return {
    port,
    async ask(act, ...[args]) {
      child.send({ act, args })
      const [answer] = await once(child, 'message')
      return answer
    },
    async stop() {
      child.disconnect()
      await once(child, 'exit')
    },
  }
}

/** Keeps a process and all its threads on one core, so that neither server nor clients take time from the other. */
export async function pin(pid: number | undefined, core: number): Promise<void> {
  await promisify(execFile)('taskset', ['-acp', String(core), String(pid)])
}
