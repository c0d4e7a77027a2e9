import { readNewest } from '@shiplap/api/room-newest'
import { connect, type Database } from '@shiplap/db/connect'
import { connectRedis } from '@shiplap/redis/connect'
import { createRecent } from '@shiplap/redis/recent'
import { silentLog } from '@shiplap/runtime/log'
import pg from 'pg'
import { inChatPlace } from '../chat/place.ts'
import type { Servers } from '../frame/servers.ts'

export type Reading = 'shiplap' | 'kyselyRows'
type Room = { readonly id: string; readonly epoch: number; readonly lastSeq: number }

const rooms = 200
const atOnce = 32

/** How often the last fifty messages of one of 200 rooms are there as JSON text, in a second. */
export function lastFifty(
  servers: Servers,
  how: Reading,
  { forMs }: { readonly forMs: number },
): Promise<number> {
  return inChatPlace(servers, async (place) => {
    await fill(place.postgresUrl)
    const db = connect({ url: place.postgresUrl, log: silentLog, application: 'bench', max: 20 })
    const redis = connectRedis({ url: place.redisUrl, log: silentLog })
    const recent = createRecent({ redis })
    const all: readonly Room[] = await db.selectFrom('room').select(['id', 'epoch', 'lastSeq']).execute()
    const ways: Record<Reading, (room: Room) => Promise<string>> = {
      async shiplap(room) {
        const { entries } = await readNewest({ db, recent }, room)
        return `[${entries.map(({ line }) => line).join(',')}]`
      },
      kyselyRows: async (room) => JSON.stringify(await rowsOf(db, room)),
    }
    const read = ways[how]
    // The first reader of each room fills Redis.
    for (const room of all) await read(room)
    let reads = 0
    const until = performance.now() + forMs
    await Promise.all(
      Array.from({ length: atOnce }, async (_, n) => {
        for (let at = n; performance.now() < until; at += atOnce, reads++) {
          const text = await read(all[at % all.length] as Room)
          if (text.length < 5_000) throw new Error(`too short for fifty messages: ${text}`)
        }
      }),
    )
    redis.disconnect()
    await db.destroy()
    return (reads / forMs) * 1_000
  })
}

/** As one writes it with a query builder and nothing kept anywhere. */
export function rowsOf(db: Database, room: Room) {
  return db
    .selectFrom('message')
    .leftJoin('account', 'account.id', 'message.authorId')
    .select([
      'seq',
      'kind',
      'message.createdAt',
      'authorId',
      'username',
      'clientKey',
      'body',
      'editedAt',
      'removedBy',
    ])
    .where('roomId', '=', room.id)
    .orderBy('seq', 'desc')
    .limit(50)
    .execute()
}

export async function fill(postgresUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: postgresUrl })
  await client.connect()
  await client.query(`
    delete from room;
    insert into account (username, username_key, password_hash) values ('writer', 'writer', 'none');
    insert into room (slug, title, kind, last_seq) select 'room-' || n, 'Room ' || n, 'public', 80 from generate_series(1, ${rooms}) n;
    insert into message (room_id, seq, kind, author_id, client_key, body, created_at)
      select room.id, n, 'message', account.id, gen_random_uuid()::text, 'a message of the usual length, as people write it in a room', now()
      from room, account, generate_series(1, 80) n;
    analyze;`)
  await client.end()
}
