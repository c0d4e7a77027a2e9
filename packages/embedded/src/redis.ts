import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { redisOnPath } from './find-redis.ts'
import { freePort } from './free-port.ts'
import { keepPassword } from './keep-password.ts'
import { endLeftover, noteProcess } from './leftover.ts'
import { type Server, startUntil, stopProcess } from './process.ts'

/**
 * Starts a real Redis on loopback that keeps its data in `dataDir` by an append-only file. One that outlived a killed
 * parent is stopped first: two of them would write into the same file.
 */
export async function startRedis({
  dataDir,
  port,
  command = redisOnPath() ?? 'redis-server',
  cluster = false,
}: {
  readonly dataDir: string
  readonly port?: number
  readonly command?: string
  /** As a node of a cluster, which is not formed yet. */
  readonly cluster?: boolean
}): Promise<Server> {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const note = join(dataDir, 'process.json')
  await endLeftover(note, 'SIGTERM')
  const password = keepPassword(join(dataDir, 'password'))
  const listenOn = port ?? (await freePort())
  // Settings by standard input: a password among the arguments could be read by every account of the machine.
  const running = await startUntil(command, ['-'], {
    ready: /ready to accept connections/i,
    stopSignal: 'SIGTERM',
    input: settings({ port: listenOn, dataDir, password }) + (cluster ? 'cluster-enabled yes\n' : ''),
  })
  noteProcess(note, running.pid)
  return {
    url: `redis://:${password}@127.0.0.1:${listenOn}`,
    port: listenOn,
    pid: running.pid,
    ended: running.ended,
    lastWords: running.lastWords,
    stop: () => stopProcess(running, 'SIGTERM', 1_000),
  }
}

const settings = ({ port, dataDir, password }: { port: number; dataDir: string; password: string }) => `
bind 127.0.0.1
port ${port}
requirepass ${password}
dir ${JSON.stringify(dataDir)}
save ""
appendonly yes
aof-load-truncated yes
daemonize no
`
