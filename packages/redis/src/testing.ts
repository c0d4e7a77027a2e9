import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startRedis } from '@shiplap/embedded/redis'
import { silentLog } from '@shiplap/runtime/log'
import { connectRedis } from './connect.ts'

/** A Redis of the test's own and a connection to it that is ready; `close` leaves nothing of either. */
export async function openTestRedis() {
  const dataDir = await mkdtemp(join(tmpdir(), 'shiplap-redis-'))
  const server = await startRedis({ dataDir })
  const redis = connectRedis({ url: server.url, log: silentLog })
  await new Promise<void>((resolve) => redis.once('ready', () => resolve()))
  return {
    server,
    redis,
    async close() {
      redis.disconnect()
      await server.stop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}
