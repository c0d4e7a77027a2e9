import { connectOnceMore, type Redis } from './connect.ts'

/** Carries text from a process to every process that listens to its channel. Nothing is kept: who is away misses it. */
export type Wire = {
  /** Rejects while Redis is away. */
  readonly publish: (channel: string, text: string) => Promise<void>
  /**
   * Resolves with the way to end it, once the subscription is in effect; while Redis is away at once, and the
   * subscription takes effect with its return.
   */
  readonly listen: (channel: string, hear: Hear) => Promise<() => void>
  /** Calls `act` each time Redis is back and listened to again: whatever was published meanwhile is missed. */
  readonly onReturn: (act: () => void) => () => void
  readonly isListening: () => boolean
  readonly close: () => void
}

type Hear = (text: string) => void

/** One more connection to the same Redis: the process's only one that subscribes, however many ask for a channel. */
export function createWire({ redis, pingMs = 2_000 }: { redis: Redis; pingMs?: number }): Wire {
  const ears = new Map<string, Set<Hear>>()
  const returns = new Set<() => void>()
  const connection = connectOnceMore(redis)
  let listening = false
  connection.on('error', () => {}) // told once, by the connection that it was duplicated from
  connection.on('close', () => {
    listening = false
  })
  connection.on('ready', () => {
    Promise.all([...ears.keys()].map((channel) => connection.ssubscribe(channel))).then(() => {
      listening = true
      for (const act of returns) act()
    }, restart)
  })
  connection.on('smessage', (channel: string, text: string) => {
    for (const hear of ears.get(channel) ?? []) hear(text)
  })
  const restart = () => connection.disconnect(true)
  // A frozen server or a half-open connection says nothing at all; a missing answer to PING tells them from quiet.
  const heartbeat = setInterval(() => {
    if (listening) connection.ping().catch(restart)
  }, pingMs)

  return {
    async publish(channel, text) {
      await redis.spublish(channel, text)
    },
    async listen(channel, hear) {
      const those = ears.get(channel) ?? new Set()
      ears.set(channel, those.add(hear))
      // Asked for each time, also for a channel known already: the one who came first may still be waiting for it.
      if (connection.status === 'ready') await connection.ssubscribe(channel).catch(restart)
      return () => {
        if (!those.delete(hear) || those.size > 0) return
        ears.delete(channel)
        if (connection.status === 'ready') connection.sunsubscribe(channel).catch(restart)
      }
    },
    onReturn(act) {
      returns.add(act)
      return () => returns.delete(act)
    },
    isListening: () => listening,
    close() {
      clearInterval(heartbeat)
      connection.disconnect()
    },
  }
}
