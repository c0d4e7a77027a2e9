import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { hasDebianTools, unpackDebian, unpackedBefore } from './debian.ts'
import { onPath } from './on-path.ts'

/** The Redis (or Valkey) server on PATH, if there is one. */
export const redisOnPath = () => onPath('redis-server') ?? onPath('valkey-server')

/**
 * Finds a Redis server: on PATH, installed by an earlier call, or else through the system's package manager after
 * saying so.
 *
 * @throws with the ways on where none can be had.
 */
export async function findRedis({
  cacheDir,
  say,
}: {
  readonly cacheDir: string
  readonly say: (line: string) => void
}): Promise<string> {
  const place = { folder: join(cacheDir, 'redis'), program: 'usr/bin/redis-server' }
  return redisOnPath() ?? unpackedBefore(place) ?? (await install(place, say))
}

async function install(
  place: { readonly folder: string; readonly program: string },
  say: (line: string) => void,
): Promise<string> {
  try {
    if (hasDebianTools()) {
      say(`There is no redis-server on PATH: taking Debian's package into ${place.folder}.`)
      return await unpackDebian(['redis-server', 'redis-tools'], place)
    }
    const manager = managers.find(({ args: [command] }) => onPath(command) !== undefined)
    if (manager !== undefined && manager.asRoot === (process.getuid?.() === 0)) {
      say(`There is no redis-server on PATH: installing it with "${manager.args.join(' ')}".`)
      const [command, ...args] = manager.args
      spawnSync(command, args, { stdio: 'inherit' })
      const installed = redisOnPath()
      if (installed !== undefined) return installed
    }
  } catch (error) {
    throw new Error(`${noRedis}\n\nWhat the package manager said:\n${(error as Error).message}`)
  }
  throw new Error(noRedis)
}

type Manager = { readonly args: readonly [string, ...string[]]; readonly asRoot: boolean }

const managers: readonly Manager[] = [
  { args: ['brew', 'install', 'redis'], asRoot: false },
  { args: ['apk', 'add', 'redis'], asRoot: true },
  { args: ['dnf', 'install', '-y', 'redis'], asRoot: true },
  { args: ['pacman', '-S', '--noconfirm', 'valkey'], asRoot: true },
]

const noRedis = `Shiplap needs Redis, and none could be found or installed here. Three ways on:
  - install redis-server or valkey-server with your package manager and start again,
  - set REDIS_URL=redis://host:port to use a Redis of yours, or
  - docker compose up redis, then REDIS_URL=redis://localhost:6379.`
