import type { Database } from '@shiplap/db/connect'
import * as pages from '@shiplap/db/queries/message-pages'
import * as rooms from '@shiplap/db/queries/rooms'
import type { Recent } from '@shiplap/redis/recent'
import { readNewest } from './newest.ts'
import type { Source } from './room-feed.ts'

/** Where the feed of a room reads what it does not hold. */
export function roomSource({
  db,
  recent,
  roomId,
}: {
  readonly db: Database
  readonly recent: Recent
  readonly roomId: string
}): Source {
  return {
    async load() {
      const [stored] = await rooms.heads(db, { ids: [roomId] })
      if (stored === undefined) throw new Error(`room ${roomId} went away`)
      return readNewest({ db, recent }, stored)
    },
    after: (seq, limit) => pages.entriesAfter(db, { roomId, seq, limit }),
  }
}
