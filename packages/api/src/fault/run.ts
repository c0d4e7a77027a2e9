import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import type { TestDatabase } from '@shiplap/db/testing'
import { connectRedis } from '@shiplap/redis/connect'
import { silentLog } from '@shiplap/runtime/log'
import { type Ground, startServers } from './servers.ts'

/** A chat that is put to the test: its servers, somebody who watches a room of it and somebody who writes there. */
export type Contender = {
  readonly script: string
  readonly envOf: (ground: Ground) => Readonly<Record<string, string>>
  /** Each connection goes to the next of `origins`, beginning with `first`. */
  readonly watch: (place: { readonly origins: readonly string[]; readonly first: number }) => Watcher
  readonly sender: (origins: readonly string[]) => Promise<Sender>
  /** What was stored, in the order of its numbers. */
  readonly rows: (database: TestDatabase) => Promise<readonly Stored[]>
}
export type Watcher = {
  /** The numbers of what it was given, in the order given. */
  readonly seqs: readonly number[]
  readonly opened: Promise<void>
  /** A reset is a fresh start that it had not asked for. */
  readonly counts: () => { readonly cuts: number; readonly resets: number }
  readonly cut: () => void
  readonly close: () => Promise<void>
}
export type Sender = {
  /** Sends by one of the servers; null when nobody knows whether it arrived. */
  readonly send: (
    which: number,
    message: { readonly body: string; readonly clientKey: string },
  ) => Promise<number | null>
}
export type Stored = { readonly seq: number; readonly key: string }

/** What a run saw. Delivered is what all clients together were given; the last four are what must not be. */
export type Outcome = {
  readonly acknowledged: number
  readonly retried: number
  readonly delivered: number
  readonly cuts: number
  readonly serverKills: number
  readonly redisKills: number
  readonly resets: number
  readonly lost: number
  readonly doubled: number
  readonly disordered: number
  /** Acknowledged under a number that holds something else, or under two. */
  readonly wronglyAcknowledged: number
}

const leastFaults = 4

/**
 * People write to a room while 40 clients watch it, connections are cut, servers are killed and Redis is killed and comes
 * back empty. Then everything is counted.
 */
export async function runFaults(
  contender: Contender,
  {
    forMs,
    clients = 40,
    senders = 4,
    postgresUrl,
  }: {
    readonly forMs: number
    readonly clients?: number
    readonly senders?: number
    readonly postgresUrl?: string
  },
): Promise<Outcome> {
  const servers = await startServers({ ...contender, postgresUrl })
  const { origins } = servers
  const watchers = Array.from({ length: clients }, (_, first) => contender.watch({ origins, first }))
  const tally = { retried: 0, serverKills: 0, redisKills: 0 }
  const acknowledged = new Map<string, Set<number>>()
  try {
    await Promise.all(watchers.map((watcher) => watcher.opened))
    const until = performance.now() + forMs
    let isOver = false
    const goesOn = () => !isOver
    const people = await Promise.all(Array.from({ length: senders }, () => contender.sender(origins)))

    const write = async (person: Sender) => {
      for (let n = 0; goesOn(); n++) {
        const clientKey = randomUUID()
        for (let attempt = 0; ; attempt++) {
          const seq = await person.send(attempt + n, { body: `message ${n}`, clientKey })
          if (seq === null) {
            if (!goesOn()) return
            tally.retried++
            await sleep(50)
            continue
          }
          acknowledged.set(clientKey, (acknowledged.get(clientKey) ?? new Set()).add(seq))
          // Some answers are taken for lost, so that what was acknowledged is sent once more.
          if (attempt > 0 || n % 10 !== 0) break
        }
        await sleep(5)
      }
    }
    const cut = async () => {
      while (goesOn()) {
        for (const watcher of watchers) if (Math.random() < 0.05) watcher.cut()
        await sleep(200)
      }
    }
    const kill = async () => {
      // However slow the machine is: both servers and Redis at least once.
      for (let n = 0; n < leastFaults || performance.now() < until; n++) {
        await sleep(forMs / 8)
        if (n % 2 === 0) {
          tally.serverKills++
          await servers.killServer((n / 2) % 2, 500)
        } else {
          tally.redisKills++
          if (n % 4 === 1) await servers.killRedis(500)
          else await flush(servers.redisUrl())
        }
      }
      await sleep(forMs / 8)
      isOver = true
    }
    await Promise.all([...people.map(write), cut(), kill()])

    const rows = await contender.rows(servers.database)
    const last = rows.at(-1)?.seq ?? 0
    const deadline = performance.now() + 15_000
    while (watchers.some(({ seqs }) => (seqs.at(-1) ?? 0) < last) && performance.now() < deadline)
      await sleep(50)
    return {
      acknowledged: acknowledged.size,
      ...tally,
      cuts: sum(watchers.map((watcher) => watcher.counts().cuts)),
      resets: sum(watchers.map((watcher) => watcher.counts().resets)),
      ...countsOf(watchers, rows),
      wronglyAcknowledged: wrongOf(acknowledged, rows),
    }
  } finally {
    await Promise.all(watchers.map((watcher) => watcher.close()))
    await servers.close()
  }
}

function countsOf(watchers: readonly Watcher[], rows: readonly Stored[]) {
  const seen = watchers.map(({ seqs }) => ({ seqs, all: new Set(seqs) }))
  return {
    delivered: sum(seen.map(({ seqs }) => seqs.length)),
    lost: sum(seen.map(({ all }) => rows.filter(({ seq }) => !all.has(seq)).length)),
    doubled: sum(seen.map(({ seqs, all }) => seqs.length - all.size)),
    disordered: sum(
      seen.map(({ seqs }) => seqs.filter((seq, at) => at > 0 && seq <= (seqs[at - 1] ?? 0)).length),
    ),
  }
}

function wrongOf(acknowledged: ReadonlyMap<string, ReadonlySet<number>>, rows: readonly Stored[]): number {
  const stored = new Map(rows.map(({ key, seq }) => [key, seq]))
  return [...acknowledged].filter(([key, seqs]) => seqs.size !== 1 || !seqs.has(stored.get(key) ?? -1)).length
}

async function flush(url: string): Promise<void> {
  const redis = connectRedis({ url, log: silentLog })
  if (redis.status !== 'ready') await once(redis, 'ready')
  await redis.flushall()
  redis.disconnect()
}

const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0)
