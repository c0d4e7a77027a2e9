import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { onPath } from './on-path.ts'

/** Whether Debian's tools are here, which can unpack a package anywhere without being root. */
export const hasDebianTools = () => onPath('apt-get') !== undefined && onPath('dpkg') !== undefined

/** A folder of ours, and a program's path inside the packages unpacked there, such as `usr/bin/redis-server`. */
type Place = { readonly folder: string; readonly program: string }

const starterOf = ({ folder, program }: Place) => join(folder, 'bin', basename(program))

/** What an earlier call unpacked there, as long as it still starts. */
export function unpackedBefore(place: Place): string | undefined {
  const starter = starterOf(place)
  return spawnSync(starter, ['--version']).status === 0 ? starter : undefined
}

/**
 * Unpacks Debian packages, and those they need that this machine lacks, into `folder` and returns the full path of
 * `program` there. Neither root nor a change to the machine is needed, and no service gets started.
 */
export async function unpackDebian(packages: readonly string[], { folder, program }: Place): Promise<string> {
  const starter = starterOf({ folder, program })
  const making = `${folder}.making`
  rmSync(making, { recursive: true, force: true })
  mkdirSync(join(making, 'packages'), { recursive: true })
  await download(packages, making)
  for (const file of readdirSync(join(making, 'packages')))
    await run('dpkg', ['-x', join('packages', file), 'root'], making)
  rmSync(join(making, 'packages'), { recursive: true })
  rmSync(join(making, 'lists'), { recursive: true, force: true })
  rmSync(folder, { recursive: true, force: true })
  renameSync(making, folder)
  writeStarter(starter, folder, program)
  return starter
}

async function download(packages: readonly string[], making: string): Promise<void> {
  const needed = await whatIsNeeded(packages, []).catch(async () => {
    // A bare image comes without package lists; ours lie beside the packages, where we may write.
    mkdirSync(join(making, 'lists', 'partial'), { recursive: true })
    const ownLists = [
      '-o',
      `Dir::State::Lists=${join(making, 'lists')}`,
      '-o',
      `Dir::Cache=${join(making, 'lists')}`,
    ]
    await run('apt-get', [...asWeAre, ...ownLists, 'update'], making)
    return whatIsNeeded(packages, ownLists)
  })
  await run('apt-get', [...asWeAre, ...needed.options, 'download', ...needed.names], join(making, 'packages'))
}

/** The packages themselves, even where this machine says it has them, and those of their needs that it has not. */
async function whatIsNeeded(packages: readonly string[], options: readonly string[]) {
  const simulated = await run(
    'apt-get',
    [...options, '--simulate', '--reinstall', '--no-install-recommends', 'install', ...packages],
    '/',
  )
  const names = [...simulated.matchAll(/^Inst (\S+)/gm)].map(([, name]) => name as string)
  return { options, names: [...new Set([...packages, ...names])] }
}

// As root, apt would fetch as the account _apt, which may not write into our folder.
const asWeAre = ['-o', 'APT::Sandbox::User=root']

// The starter comes last: where it stands, all it needs stands too.
function writeStarter(starter: string, folder: string, program: string): void {
  const root = join(folder, 'root')
  const libraries = ['usr/lib', 'lib'].flatMap((name) => libraryFolders(join(root, name)))
  const lines = ['#!/bin/sh']
  if (libraries.length > 0) lines.push(`export LD_LIBRARY_PATH='${libraries.join(':')}'`)
  if (existsSync(join(root, 'etc/fonts')))
    lines.push(`[ -e /etc/fonts ] || export FONTCONFIG_SYSROOT='${root}'`)
  lines.push(`exec '${join(root, program)}' "$@"`, '')
  mkdirSync(join(folder, 'bin'), { recursive: true })
  writeFileSync(`${starter}.new`, lines.join('\n'), { mode: 0o755 })
  renameSync(`${starter}.new`, starter)
}

/** Where shared libraries lie: folders of an architecture, and those inside that hold a package's private ones. */
function libraryFolders(lib: string): readonly string[] {
  if (!existsSync(lib)) return []
  return readdirSync(lib)
    .filter((name) => name.endsWith('-linux-gnu'))
    .map((name) => join(lib, name))
    .flatMap((folder) => [folder, join(folder, 'pulseaudio')].filter(existsSync))
}

/** Runs a command and resolves with what it printed; rejects with that when it fails. */
function run(command: string, args: readonly string[], cwd: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, LC_ALL: 'C' },
    })
    let output = ''
    child.stdout.on('data', (chunk: Buffer) => (output += chunk))
    child.stderr.on('data', (chunk: Buffer) => (output += chunk))
    child.once('error', reject)
    child.once('close', (code) =>
      code === 0 ? resolve(output) : reject(new Error(`${command} ${args.join(' ')} failed\n${output}`)),
    )
  })
}
