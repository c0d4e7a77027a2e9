import type { Log } from '@shiplap/runtime/log'
import { Redis } from 'ioredis'

/**
 * Opens a connection to Redis on which no command waits for long: half a second for an answer, none for a server
 * that is away. Whoever calls treats a rejection as "not known" and asks PostgreSQL.
 */
export function connectRedis({ url, log }: { readonly url: string; readonly log: Log }): Redis {
  const redis = new Redis(url, {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 1,
    commandTimeout: 500,
    connectTimeout: 1_000,
    retryStrategy: (attempt) => Math.min(50 * 2 ** attempt, 1_000),
  })
  let reported = false
  redis.on('error', (error) => {
    if (!reported) log.warn({ err: error }, 'redis is away')
    reported = true
  })
  redis.on('ready', () => {
    if (reported) log.info({}, 'redis is back')
    reported = false
  })
  return redis
}

export type { Redis } from 'ioredis'
