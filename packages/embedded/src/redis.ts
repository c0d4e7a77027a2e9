import { mkdirSync } from 'node:fs'
import { freePort } from './free-port.ts'
import { type Server, startUntil, stopProcess } from './process.ts'

/** Starts a real Redis on loopback that keeps its data in `dataDir` by an append-only file. */
export async function startRedis({
  dataDir,
  port,
  command = 'redis-server',
}: {
  readonly dataDir: string
  readonly port?: number
  readonly command?: string
}): Promise<Server> {
  mkdirSync(dataDir, { recursive: true })
  const listenOn = port ?? (await freePort())
  const running = await startUntil(
    command,
    [
      '--bind',
      '127.0.0.1',
      '--port',
      String(listenOn),
      '--dir',
      dataDir,
      '--save',
      '',
      '--appendonly',
      'yes',
      '--daemonize',
      'no',
    ],
    { ready: /ready to accept connections/i },
  )
  return {
    url: `redis://127.0.0.1:${listenOn}`,
    pid: running.child.pid as number, // a process that has printed a line has a pid
    ended: running.ended,
    stop: () => stopProcess(running, 'SIGTERM'),
  }
}
