import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { freePort } from '@shiplap/embedded/free-port'
import { startUntil, stopProcess } from '@shiplap/embedded/process'

/** PgBouncer in transaction mode before a PostgreSQL: few connections there, however many come here. */
export async function startPooler({
  command,
  url,
  dir,
}: {
  /** The program, such as /usr/sbin/pgbouncer. */
  readonly command: string
  readonly url: string
  readonly dir: string
}): Promise<{ readonly url: string; readonly stop: () => Promise<void> }> {
  const { hostname, port, username, password, pathname } = new URL(url)
  const listenOn = await freePort()
  const file = join(dir, 'pgbouncer.ini')
  writeFileSync(
    file,
    `[databases]
* = host=${hostname} port=${port} user=${username} ${password && `password=${decodeURIComponent(password)}`}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${listenOn}
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = 10
max_client_conn = 200
ignore_startup_parameters = statement_timeout,idle_in_transaction_session_timeout
`,
    { mode: 0o644 },
  )
  // It refuses to be root; nobody's number is the same everywhere.
  const identity = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {}
  const running = await startUntil(command, [file], {
    ...identity,
    cwd: '/',
    ready: /process up/,
    stopSignal: 'SIGINT',
  })
  return {
    url: `postgres://${username}@127.0.0.1:${listenOn}${pathname}`,
    stop: () => stopProcess(running, 'SIGINT'),
  }
}
