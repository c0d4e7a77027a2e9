import { join } from 'node:path'
import { findRedis } from '@shiplap/embedded/find-redis'
import { freePort } from '@shiplap/embedded/free-port'
import { startPostgres } from '@shiplap/embedded/postgres'
import { startRedis } from '@shiplap/embedded/redis'
import { during } from '../bootstrap/progress.mjs'
import { Unable } from './explain.ts'
import { type Kept, keepRunning } from './keep-running.ts'
import { requireReachable } from './reachable.ts'
import { root } from './root.ts'
import type { Settings } from './settings.ts'

/** Where PostgreSQL or Redis is, and how to stop it if we started it. One that has to be started again keeps its address. */
export type Service = Kept & { readonly url: string }

/** The PostgreSQL named by DATABASE_URL, or one of our own over the data folder. */
export async function openPostgres(
  { dataDir, databaseUrl }: Settings,
  say: (line: string) => void,
): Promise<Service> {
  if (databaseUrl !== undefined) return named('DATABASE_URL', databaseUrl)
  const port = await freePort()
  let url = ''
  const start = async () => {
    const server = await startPostgres({ dataDir: join(dataDir, 'postgres'), port })
    url = server.url
    return server
  }
  const kept = await during('Starting PostgreSQL', () =>
    keepRunning('PostgreSQL', start, { say }).catch(unable),
  )
  return { url, stop: kept.stop }
}

/** The Redis named by REDIS_URL, or one of our own over the data folder. */
export async function openRedis(
  { dataDir, redisUrl }: Settings,
  say: (line: string) => void,
): Promise<Service> {
  if (redisUrl !== undefined) return named('REDIS_URL', redisUrl)
  const command = await during('Finding Redis', () =>
    findRedis({ cacheDir: join(root, '.cache'), say }).catch(unable),
  )
  const port = await freePort()
  let url = ''
  const start = async () => {
    const server = await startRedis({ dataDir: join(dataDir, 'redis'), port, command })
    url = server.url
    return server
  }
  const kept = await during('Starting Redis', () => keepRunning('Redis', start, { say }).catch(unable))
  return { url, stop: kept.stop }
}

async function named(setting: string, url: string): Promise<Service> {
  await requireReachable(setting, url)
  return { url, stop: async () => {} }
}

function unable(error: Error): never {
  throw new Unable(error.message)
}
