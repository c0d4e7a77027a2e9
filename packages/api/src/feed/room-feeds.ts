import type { Database } from '@shiplap/db/connect'
import * as members from '@shiplap/db/queries/room-members'
import * as rooms from '@shiplap/db/queries/rooms'
import type { Redis } from '@shiplap/redis/connect'
import { createRecent, roomChannel } from '@shiplap/redis/recent'
import type { Wire } from '@shiplap/redis/wire'
import type { Log } from '@shiplap/runtime/log'
import { type FeedEntry, parseEntry } from './entry.ts'
import { linesOf, type Newest, type RoomNow, readNewest, snapshotLines } from './newest.ts'
import { openRoomFeed, type RoomFeed } from './room-feed.ts'
import type { RoomLife } from './room-life.ts'
import { roomSource } from './room-source.ts'

/** The feeds of the rooms that somebody reads in this process. */
export type RoomFeeds = {
  /** The feed of a room, opened by the first who asks and kept while somebody reads and a minute longer. */
  readonly open: (roomId: string, hints?: RoomHints) => Promise<RoomFeed>
  /** The newest lines of a room, for who reads them once: without opening its feed, so that looking costs little. */
  readonly newest: (room: RoomNow) => Promise<readonly string[]>
  /** Gives out entries whose transaction has committed: here at once, to the other processes through Redis. */
  readonly tell: (roomId: string, epoch: number, entries: readonly FeedEntry[]) => void
  /** Looks at PostgreSQL for what no news came of. Happens once a second by itself. */
  readonly check: () => Promise<void>
  readonly close: () => Promise<void>
}

/** `channel` tells of something that may have left a line in the room, written by somebody else than a writer of rooms. */
type RoomHints = { readonly channel?: string | undefined }

type Open = {
  readonly feed: Promise<RoomFeed>
  unlisten: () => void
  unlive: () => void
  usedAt: number
  ready: RoomFeed | null
}

const checkMs = 1_000
const keptMs = 60_000

export function createRoomFeeds({
  db,
  redis,
  wire,
  life,
  log,
}: {
  readonly db: Database
  readonly redis: Redis
  readonly wire: Wire
  readonly life: RoomLife
  readonly log: Log
}): RoomFeeds {
  const recent = createRecent({ redis })
  const opened = new Map<string, Open>()
  // Who asks for the same page at the same time shares one reading.
  const readings = new Map<string, Promise<Newest>>()
  let closed = false

  function start(roomId: string, hints: RoomHints): Open {
    const early: [epoch: number, entries: readonly FeedEntry[]][] = []
    const onError = (error: unknown) => log.warn({ err: error, roomId }, 'room feed waits for postgres')
    const room: Omit<Open, 'feed'> = { unlisten: () => {}, unlive: () => {}, usedAt: 0, ready: null }
    async function begin() {
      // Listened to before the head is read: what is committed after that reading is heard.
      const unhint = hints.channel && (await wire.listen(hints.channel, () => void checkOnce()))
      const unlisten = await wire.listen(roomChannel(roomId), (text) => {
        const [epoch = '', ...entries] = text.split('\n')
        const told = entries.map(parseEntry)
        if (room.ready === null) early.push([Number(epoch), told])
        else room.ready.offer(Number(epoch), told)
      })
      room.unlisten = () => {
        unlisten()
        if (unhint) unhint()
      }
      const feed = await openRoomFeed({
        source: roomSource({ db, recent, roomId }),
        onReaders: () => life.stir(roomId),
        onError,
      })
      room.unlive = await life.begin(roomId, feed)
      room.ready = feed
      for (const [epoch, entries] of early) feed.offer(epoch, entries)
      return feed
    }
    const begun = Object.assign(room, { feed: begin() })
    begun.feed.catch(() => forget(roomId, begun))
    return begun
  }

  function forget(roomId: string, room: Open): void {
    if (opened.get(roomId) === room) opened.delete(roomId)
    room.unlisten()
    room.unlive()
    room.ready?.close()
  }

  async function check(): Promise<void> {
    for (const [roomId, room] of opened)
      if (room.ready?.isEmpty() && performance.now() - room.usedAt > keptMs) forget(roomId, room)
    const before = new Map<string, number>()
    for (const [roomId, { ready }] of opened) if (ready) before.set(roomId, ready.head())
    if (before.size === 0) return
    for (const stored of await rooms.heads(db, { ids: [...before.keys()] })) {
      const feed = opened.get(stored.id)?.ready
      if (!feed) continue
      const knownSeq = before.get(stored.id) ?? 0
      // Fewer numbers than were given out: PostgreSQL has lost some, and whoever has them must start afresh.
      if (feed.compare(stored, knownSeq) === 'lost')
        await rooms.raiseEpoch(db, { id: stored.id, epoch: feed.epoch(), knownSeq })
      await putOut(stored.id, feed, stored.access)
    }
  }

  /** Ends the reading of those who lost access since they were let in. */
  async function putOut(roomId: string, feed: RoomFeed, access: number): Promise<void> {
    const doubtful = [...feed.readers()].filter((reader) => reader.admission.access < access)
    if (doubtful.length === 0) return
    const accountIds = doubtful.flatMap(({ admission }) => admission.accountId ?? [])
    const may = await members.whoMayRead(db, { roomId, accountIds })
    for (const reader of doubtful) {
      const { accountId } = reader.admission
      if (accountId !== null && !may.has(accountId)) reader.putOut()
      else reader.admission.access = access
    }
  }

  let checking: Promise<void> | undefined
  let again = false
  /** One at a time; who asks while it runs has it run once more, since it may have looked already. */
  const checkOnce = (): Promise<void> => {
    again = checking !== undefined
    checking ??= check()
      .catch((error: unknown) => log.warn({ err: error }, 'heads of rooms not read'))
      .finally(() => {
        checking = undefined
        if (again && !closed) void checkOnce()
      })
    return checking
  }
  const timer = setInterval(() => void checkOnce(), checkMs)
  const stopWaiting = wire.onReturn(() => void checkOnce())

  return {
    open(roomId, hints = {}) {
      if (closed) return Promise.reject(new Error('the feeds are closed'))
      const room = opened.get(roomId) ?? start(roomId, hints)
      opened.set(roomId, room)
      room.usedAt = performance.now()
      return room.feed
    },
    async newest(room) {
      const feed = opened.get(room.id)?.ready
      if (feed && feed.epoch() === room.epoch && feed.head() >= room.lastSeq) return feed.snapshot().lines
      const asked = `${room.id} ${room.epoch} ${room.lastSeq}`
      const reading =
        readings.get(asked) ?? readNewest({ db, recent }, room).finally(() => readings.delete(asked))
      readings.set(asked, reading)
      return linesOf((await reading).entries).slice(-snapshotLines)
    },
    tell(roomId, epoch, entries) {
      opened.get(roomId)?.ready?.offer(epoch, entries)
      // Lost news is found by the next check of the heads.
      recent.publish({ id: roomId, epoch }, entries).catch(() => {})
    },
    check: checkOnce,
    async close() {
      closed = true
      clearInterval(timer)
      stopWaiting()
      for (const [roomId, room] of opened) forget(roomId, room)
      await checking
    },
  }
}
