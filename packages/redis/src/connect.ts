import type { Log } from '@shiplap/runtime/log'
import { Cluster, Redis } from 'ioredis'

/** How long anybody waits for an answer; for a server that is away not at all. */
export const patienceMs = 500

const bounded = {
  enableOfflineQueue: false,
  maxRetriesPerRequest: 1,
  commandTimeout: patienceMs,
  connectTimeout: 1_000,
}
const retryStrategy = (attempt: number) => Math.min(50 * 2 ** attempt, 1_000)

/**
 * A connection on which all that is asked in one turn of the loop shares one write, which leaves as the turn ends: a write
 * costs more than what it carries, here and there. ioredis' own pipelining waits for the next turn instead.
 */
class OneWrite extends Redis {
  override sendCommand(...sent: Parameters<Redis['sendCommand']>): unknown {
    const { stream } = this
    if (stream?.writableCorked === 0) {
      stream.cork()
      process.nextTick(() => stream.uncork())
    }
    return super.sendCommand(...sent)
  }
}

/**
 * Opens a connection to Redis, or to a Redis Cluster where `url` names several of its nodes, separated by commas. Whoever
 * calls treats a rejection as "not known" and asks PostgreSQL.
 */
export function connectRedis({ url, log }: { readonly url: string; readonly log: Log }): Redis {
  const redis = url.includes(',') ? connectCluster(url) : new OneWrite(url, { ...bounded, retryStrategy })
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

/** One more connection to the same place, which leaves it to the caller to listen again after a cut. */
export function connectOnceMore(redis: Redis): Redis {
  const either: unknown = redis
  return either instanceof Cluster
    ? (either.duplicate() as unknown as Redis)
    : redis.duplicate({ autoResubscribe: false })
}

// A cluster takes the same commands; our keys and channels carry the braces that keep what belongs together on one node.
function connectCluster(url: string): Redis {
  const { username, password, protocol } = new URL(url.split(',')[0] ?? '')
  return new Cluster(url.split(','), {
    enableOfflineQueue: false,
    shardedSubscribers: true,
    clusterRetryStrategy: retryStrategy,
    redisOptions: {
      ...bounded,
      username: decodeURIComponent(username),
      password: decodeURIComponent(password),
      ...(protocol === 'rediss:' && { tls: {} }),
    },
  }) as unknown as Redis
}

export type { Redis } from 'ioredis'
