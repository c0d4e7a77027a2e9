import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { programOf } from './identity.ts'
import { keepPassword } from './keep-password.ts'
import { asProgram, handOver, type RunAs } from './postgres-binary.ts'

/** PostgreSQL's own files and the password of their owner. */
export type Cluster = { readonly folder: string; readonly password: string }

const version = '18'

/**
 * The cluster kept in `dataDir`, made first where there is none. It is made beside its place and moved there whole,
 * so that a start which was killed half-way leaves nothing that looks finished.
 *
 * @throws when only another version's cluster is there, rather than to start over with an empty one.
 */
export function openCluster(
  dataDir: string,
  runAs: RunAs,
  { durable, password }: { readonly durable: boolean; readonly password?: string | undefined },
): Cluster {
  const folder = join(dataDir, version)
  const passwordFile = join(dataDir, 'password')
  if (!existsSync(folder)) {
    const other = readdirSync(dataDir).find((name) => /^\d+$/.test(name))
    if (other !== undefined) throw new Error(otherVersion(dataDir, other))
    rmSync(passwordFile, { force: true })
    keepPassword(passwordFile, password)
    handOver(passwordFile, runAs)
    const making = `${folder}.making`
    rmSync(making, { recursive: true, force: true })
    initialise(making, runAs, { passwordFile, durable })
    renameSync(making, folder)
  }
  return { folder, password: readFileSync(passwordFile, 'utf8') }
}

/**
 * After a crash, PostgreSQL refuses to start while the process number in its lock file belongs to anybody, even to a dead
 * process that nobody has collected. Where that is plainly no running PostgreSQL, our own number is put there, which it knows for its parent's; removing the file would also
 * remove what it needs to see whether backends of the crashed one still run.
 */
export function forgiveStranger({ folder }: Cluster): void {
  const file = join(folder, 'postmaster.pid')
  if (!existsSync(file)) return
  const text = readFileSync(file, 'utf8')
  if (programOf(Number.parseInt(text, 10)) !== 'postgres')
    writeFileSync(file, text.replace(/^\d+/, String(process.pid)))
}

function initialise(
  folder: string,
  runAs: RunAs,
  { passwordFile, durable }: { readonly passwordFile: string; readonly durable: boolean },
): void {
  mkdirSync(folder, { mode: 0o700 })
  handOver(folder, runAs)
  const [command, args, options] = asProgram(runAs, 'initdb', [
    `--pgdata=${folder}`,
    '--username=shiplap',
    '--encoding=UTF8',
    '--auth=scram-sha-256',
    `--pwfile=${passwordFile}`,
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--locale=C',
    ...(durable ? [] : ['--no-sync']),
  ])
  const made = spawnSync(command, args, { ...options, encoding: 'utf8' })
  if (made.status !== 0) throw new Error(`initdb failed\n${made.error ?? ''}${made.stdout}${made.stderr}`)
}

const otherVersion = (dataDir: string, other: string) =>
  `The data in ${dataDir} was made by PostgreSQL ${other}, and this release brings PostgreSQL ${version}.
Make a backup with the release that made it and restore it here, or set SHIPLAP_DATA to another folder to begin anew.`
