import { randomUUID } from 'node:crypto'
import type { Redis } from './connect.ts'
import { createWire, type Wire } from './wire.ts'

/** What is told under a topic, such as `{ kind: 'split', runId }`. Plain JSON; a hint to look again, never the record. */
export type News = { readonly kind: string; readonly [fact: string]: unknown }

/** Comes instead of news that may have been lost (Redis was away, or the listener was too slow): read everything again. */
export const missed: News = { kind: 'missed' }

/** News by topic, within this process at once and to all others through Redis. */
export type Topics = {
  /** Tells everybody who listens to `topic`. Never waits and never fails; if Redis is away, others hear `missed` later. */
  readonly announce: (topic: string, news: News) => void
  /** Listens until `signal` aborts. Once this resolves nothing is lost, so read the present state after it. */
  readonly listen: (topic: string, signal: AbortSignal) => Promise<AsyncIterable<News>>
  readonly wire: Wire
  readonly close: () => void
}

export function createTopics({ redis }: { readonly redis: Redis }): Topics {
  const wire = createWire({ redis })
  const here = randomUUID()
  const local = new Map<string, Set<(news: News) => void>>()
  const untold = new Set<string>()
  const tell = (topic: string, news: News) => {
    for (const hear of local.get(topic) ?? []) hear(news)
  }
  const publish = (topic: string, news: News) => {
    wire.publish(channelOf(topic), JSON.stringify([here, news])).then(
      () => untold.delete(topic),
      () => untold.size < mostUntold && untold.add(topic),
    )
  }
  wire.onReturn(() => {
    for (const topic of local.keys()) tell(topic, missed)
    for (const topic of untold) publish(topic, missed)
  })

  return {
    wire,
    announce(topic, news) {
      tell(topic, news)
      publish(topic, news)
    },
    async listen(topic, signal) {
      const queue = createQueue(signal)
      const unsubscribe = await wire.listen(channelOf(topic), (text) => {
        const [from, news] = JSON.parse(text) as [string, News]
        if (from !== here) queue.put(news)
      })
      const those = local.get(topic) ?? new Set()
      local.set(topic, those.add(queue.put))
      const end = () => {
        unsubscribe()
        those.delete(queue.put)
        if (those.size === 0 && local.get(topic) === those) local.delete(topic)
      }
      if (signal.aborted) end()
      else signal.addEventListener('abort', end, { once: true })
      return queue
    },
    close: wire.close,
  }
}

const mostUntold = 1_000
const mostQueued = 1_000

/** The braces make a Redis cluster keep all of a topic in one place. */
export const channelOf = (topic: string) => `news:{${topic}}`

/** News that waits for its one reader. Past the bound everything that waits becomes one `missed`. */
function createQueue(signal: AbortSignal): AsyncIterable<News> & { readonly put: (news: News) => void } {
  let waiting: News[] = []
  let wake = () => {}
  signal.addEventListener('abort', () => wake(), { once: true })
  return {
    put(news) {
      if (waiting.length >= mostQueued) waiting = [missed]
      else waiting.push(news)
      wake()
    },
    async *[Symbol.asyncIterator]() {
      while (!signal.aborted) {
        const next = waiting.shift()
        if (next !== undefined) yield next
        else
          await new Promise<void>((resolve) => {
            wake = resolve
            if (signal.aborted) resolve()
          })
      }
    },
  }
}
