import { randomUUID } from 'node:crypto'
import type { PassingEvent } from '@shiplap/domain/message'
import type { Redis } from '@shiplap/redis/connect'
import { createHere } from '@shiplap/redis/here'
import { channelOf } from '@shiplap/redis/topics'
import type { Wire } from '@shiplap/redis/wire'
import type { RoomFeed } from './room-feed.ts'

/**
 * Who is typing, who is here and that others are members, at most once a second for each room, and that a room has changed:
 * told through Redis alone and kept nowhere.
 */
export type RoomLife = {
  /** Takes up a room that is being read. The result ends it. */
  readonly begin: (roomId: string, feed: RoomFeed) => Promise<() => void>
  /** Somebody came to a room or left it. */
  readonly stir: (roomId: string) => void
  readonly typing: (roomId: string, name: string) => void
  /** The room has changed for everybody, or for this account alone: its role there, or that it may not write. */
  readonly changed: (roomId: string, accountId?: string) => void
  /** Others than before are members of the room, or with another role. */
  readonly people: (roomId: string) => void
  /** What moderators see is not what it was: told to these accounts alone. */
  readonly desk: (roomId: string, accountIds: readonly string[]) => void
  readonly close: () => void
}

type Living = {
  readonly feed: RoomFeed
  readonly typing: Set<string>
  here: string
  isStirred: boolean
  hasOthers: boolean
  toldAt: number
}

const tickMs = 1_000
/** Well within the time after which Redis forgets who was here. */
const repeatMs = 15_000
const mostNames = 100
/** Stands before the account that is meant, if any, where otherwise a name would be; no name begins with it. */
const changeMark = '='
/** Stands alone where otherwise a name would be. */
const peopleMark = '+'
/** Stands before the accounts that are meant, where otherwise a name would be. */
const deskMark = '!'

export function createRoomLife({ redis, wire }: { readonly redis: Redis; readonly wire: Wire }): RoomLife {
  const here = createHere({ redis, process: randomUUID() })
  const living = new Map<string, Living>()
  const channel = (roomId: string) => channelOf(`life:${roomId}`)
  const hear = (roomId: string, text: string) => {
    const room = living.get(roomId)
    if (room === undefined) return
    if (text === '') room.isStirred = true
    else if (text === peopleMark) room.hasOthers = true
    else if (text.startsWith(deskMark))
      for (const accountId of text.slice(1).split(',')) pass(room.feed, { desk: true }, accountId)
    else if (text.startsWith(changeMark)) pass(room.feed, { changed: true }, text.slice(1) || undefined)
    else room.typing.add(text)
  }
  const pass = (feed: RoomFeed, event: PassingEvent, accountId?: string) =>
    feed.pass(JSON.stringify(event), accountId)

  async function tellHere(roomId: string, room: Living): Promise<void> {
    room.isStirred = false
    room.toldAt = performance.now()
    const own = new Set([...room.feed.readers()].flatMap(({ admission }) => admission.name ?? []))
    const all = await here.tell(roomId, [...own]).catch(() => [...own].sort())
    const now = JSON.stringify({ count: all.length, names: all.length > mostNames ? [] : all })
    if (now === room.here) return
    room.here = now
    room.feed.pass(`{"here":${now}}`)
  }

  const timer = setInterval(() => {
    for (const [roomId, room] of living) {
      if (room.hasOthers) pass(room.feed, { people: true })
      room.hasOthers = false
      if (room.typing.size > 0) pass(room.feed, { typing: [...room.typing].slice(0, 5) })
      room.typing.clear()
      if (room.isStirred || performance.now() - room.toldAt > repeatMs) void tellHere(roomId, room)
    }
  }, tickMs)

  return {
    async begin(roomId, feed) {
      living.set(roomId, { feed, typing: new Set(), here: '', isStirred: true, hasOthers: false, toldAt: 0 })
      const unlisten = await wire.listen(channel(roomId), (text) => hear(roomId, text))
      return () => {
        unlisten()
        living.delete(roomId)
        void here.tell(roomId, []).catch(() => {}) // Redis forgets by itself
      }
    },
    stir(roomId) {
      const room = living.get(roomId)
      // The one who came knows nothing yet, so it is told even when nothing has changed.
      if (room) room.here = ''
      hear(roomId, '')
      wire.publish(channel(roomId), '').catch(() => {}) // told again within seconds
    },
    typing(roomId, name) {
      hear(roomId, name)
      wire.publish(channel(roomId), name).catch(() => {}) // not worth a second try
    },
    changed(roomId, accountId = '') {
      const text = `${changeMark}${accountId}`
      // What this process tells comes back to it.
      wire.publish(channel(roomId), text).catch(() => hear(roomId, text))
    },
    people(roomId) {
      // As with a change; what is told to everybody within the second may well be told once for many.
      wire.publish(channel(roomId), peopleMark).catch(() => hear(roomId, peopleMark))
    },
    desk(roomId, accountIds) {
      if (accountIds.length === 0) return
      const text = `${deskMark}${accountIds.join(',')}`
      wire.publish(channel(roomId), text).catch(() => hear(roomId, text))
    },
    close: () => clearInterval(timer),
  }
}
