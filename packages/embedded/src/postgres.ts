import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Cluster, forgiveStranger, openCluster } from './cluster.ts'
import { freePort } from './free-port.ts'
import { endLeftover, noteProcess } from './leftover.ts'
import { asProgram, handOver, type RunAs, whoRunsPostgres } from './postgres-binary.ts'
import { type Running, type Server, startUntil, stopProcess } from './process.ts'

/**
 * Starts a real PostgreSQL on loopback over `dataDir`, making the cluster first where there is none. One that outlived
 * a killed parent is stopped first, one that was killed itself recovers.
 */
export async function startPostgres({
  dataDir,
  port,
  password,
  settings = {},
  runAs,
}: {
  readonly dataDir: string
  readonly port?: number
  /** Given to the cluster when it is made; a random one, kept beside it, where none is named. */
  readonly password?: string
  readonly settings?: Readonly<Record<string, string>>
  readonly runAs?: RunAs
}): Promise<Server> {
  mkdirSync(dataDir, { recursive: true, mode: 0o711 }) // what is inside keeps others out; `nobody` must get past here
  const note = join(dataDir, 'process.json')
  await endLeftover(note, 'SIGINT')
  const who = runAs ?? whoRunsPostgres(dataDir)
  const cluster = openCluster(dataDir, who, { durable: settings.fsync !== 'off', password })
  forgiveStranger(cluster)
  handOver(cluster.folder, who)
  const listenOn = port ?? (await freePort())
  const running = await startOnceFree(cluster, who, { port: String(listenOn), ...settings })
  noteProcess(note, running.pid)
  return {
    url: `postgres://shiplap:${cluster.password}@127.0.0.1:${listenOn}/postgres`,
    port: listenOn,
    pid: running.pid,
    ended: running.ended,
    lastWords: running.lastWords,
    stop: () => stopProcess(running, 'SIGINT', 2_000),
  }
}

/** Starts it, waiting for the backends of a killed one to notice and go: until then they hold its shared memory. */
async function startOnceFree(
  { folder }: Cluster,
  runAs: RunAs,
  settings: Readonly<Record<string, string>>,
): Promise<Running> {
  const options = Object.entries({
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '200',
    ...settings,
  }).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const [command, args, as] = asProgram(runAs, 'postgres', ['-D', folder, ...options])
  const giveUpAt = Date.now() + 15_000
  for (;;) {
    try {
      return await startUntil(command, args, {
        ...as,
        ready: /database system is ready to accept connections/,
        stopSignal: 'SIGINT',
      })
    } catch (error) {
      if (!/pre-existing shared memory block/.test(String(error)) || Date.now() > giveUpAt) throw error
      await sleep(100)
    }
  }
}
