import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { connectRedis } from '@shiplap/redis/connect'
import { silentLog } from '@shiplap/runtime/log'
import { createVisitor } from '../testing-visitor.ts'
import { startServers } from './servers.ts'
import { watch } from './watcher.ts'

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

const room = 'lobby'
const leastFaults = 4

/**
 * People write to a room while 40 clients watch it, connections are cut, servers are killed and Redis is killed and comes
 * back empty. Then everything is counted.
 */
export async function runFaults({
  forMs,
  clients = 40,
  senders = 4,
  postgresUrl,
}: {
  readonly forMs: number
  readonly clients?: number
  readonly senders?: number
  readonly postgresUrl?: string
}): Promise<Outcome> {
  const servers = await startServers(postgresUrl)
  const watchers = Array.from({ length: clients }, (_, first) =>
    watch({ origins: servers.origins, room, first }),
  )
  const tally = { retried: 0, serverKills: 0, redisKills: 0 }
  const acknowledged = new Map<string, Set<number>>()
  try {
    await Promise.all(watchers.map((watcher) => watcher.opened))
    const until = performance.now() + forMs
    let isOver = false
    const goesOn = () => !isOver
    const people = await Promise.all(Array.from({ length: senders }, () => aPerson(servers.origins)))

    const write = async (person: Awaited<ReturnType<typeof aPerson>>) => {
      for (let n = 0; goesOn(); n++) {
        const clientKey = randomUUID()
        for (let attempt = 0; ; attempt++) {
          const seq = await person.send(attempt + n, { room, body: `message ${n}`, clientKey })
          if (seq === null) {
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

    const rows = await servers.database.rows<{ seq: number; key: string }>`
      select seq, client_key as key from message order by seq`
    const total = rows.length
    const deadline = performance.now() + 15_000
    while (watchers.some(({ seqs }) => (seqs.at(-1) ?? 0) < total) && performance.now() < deadline)
      await sleep(50)

    return {
      acknowledged: acknowledged.size,
      ...tally,
      delivered: sum(watchers.map(({ seqs }) => seqs.length)),
      cuts: sum(watchers.map((watcher) => watcher.counts().cuts)),
      resets: sum(watchers.map((watcher) => watcher.counts().resets)),
      lost: sum(watchers.map(({ seqs }) => total - new Set(seqs).size)),
      doubled: sum(watchers.map(({ seqs }) => seqs.length - new Set(seqs).size)),
      disordered: sum(
        watchers.map(({ seqs }) => seqs.filter((seq, at) => at > 0 && seq <= (seqs[at - 1] ?? 0)).length),
      ),
      wronglyAcknowledged: [...acknowledged].filter(
        ([key, seqs]) => seqs.size !== 1 || rows[([...seqs][0] as number) - 1]?.key !== key,
      ).length,
    }
  } finally {
    await Promise.all(watchers.map((watcher) => watcher.close()))
    await servers.close()
  }
}

/** Somebody who has registered and can send by either server; null when nobody knows whether it arrived. */
async function aPerson(origins: readonly string[]) {
  const [home = ''] = origins
  const visitor = createVisitor(home)
  await visitor.api.account.register.mutate({
    username: `p${randomUUID().slice(0, 8)}`,
    password: 'a long enough phrase',
  })
  const cookie = [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  return {
    async send(which: number, message: object): Promise<number | null> {
      const answer = await fetch(`${origins[which % origins.length]}/api/trpc/message.send`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', cookie },
        body: JSON.stringify(message),
        signal: AbortSignal.timeout(5_000),
      }).catch(() => null)
      if (answer === null) return null
      const body = (await answer.json().catch(() => null)) as { result?: { data: { seq: number } } } | null
      if (answer.status !== 200 && answer.status !== 503) throw new Error(`send answered ${answer.status}`)
      return body?.result?.data.seq ?? null
    },
  }
}

async function flush(url: string): Promise<void> {
  const redis = connectRedis({ url, log: silentLog })
  if (redis.status !== 'ready') await once(redis, 'ready')
  await redis.flushall()
  redis.disconnect()
}

const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0)
