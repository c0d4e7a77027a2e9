import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { createWriter } from '@shiplap/api/room-writer'
import { connect } from '@shiplap/db/connect'
import { addAccount } from '@shiplap/db/testing-accounts'
import { connectRedis } from '@shiplap/redis/connect'
import { createRecent } from '@shiplap/redis/recent'
import { silentLog } from '@shiplap/runtime/log'
import pg from 'pg'
import { marker } from '../chat/crowd.ts'
import { inChatPlace } from '../chat/place.ts'
import { plainTable } from '../chat/plain-table.ts'
import type { Servers } from '../frame/servers.ts'

export type Store = 'shiplap' | 'bigserial'

/** Messages that sixteen writers store in one room in a second, and those a reader who goes by the last number never saw. */
export async function inHotRoom(
  servers: Servers,
  store: Store,
  { forMs }: { readonly forMs: number },
): Promise<{ readonly perSecond: number; readonly skipped: number }> {
  return inChatPlace(servers, async (place) => {
    const { write, table, close } = await stores[store](place)
    const reader = await followByCursor(place.postgresUrl, table)
    const until = performance.now() + forMs
    let written = 0
    await Promise.all(
      Array.from({ length: 16 }, async (_, n) => {
        for (; performance.now() < until; written++) await write(n)
      }),
    )
    const seen = await reader.end()
    await close()
    return { perSecond: (written / forMs) * 1_000, skipped: written - seen }
  })
}

const stores = {
  /** The product's writer, told to Redis and all, where nobody listens. */
  async shiplap(place: { readonly postgresUrl: string; readonly redisUrl: string }) {
    const db = connect({ url: place.postgresUrl, log: silentLog, application: 'bench', max: 20 })
    const redis = connectRedis({ url: place.redisUrl, log: silentLog })
    const recent = createRecent({ redis })
    const tell = (id: string, epoch: number, entries: Parameters<typeof recent.publish>[1]) =>
      void recent.publish({ id, epoch }, entries).catch(() => {})
    const writer = createWriter({ db, feeds: { tell } })
    const room = await db
      .selectFrom('room')
      .select(['id', 'access'])
      .where('slug', '=', 'lobby')
      .executeTakeFirstOrThrow()
    const authors = await Promise.all(
      Array.from({ length: 16 }, (_, n) => addAccount(db, { username: `writer${n}` })),
    )
    return {
      table: { name: 'message', number: 'seq', within: `room_id = '${room.id}'` },
      write: (n: number) =>
        writer.send(room, { authorId: authors[n] as string, clientKey: randomUUID(), body: marker }),
      async close() {
        redis.disconnect()
        await db.destroy()
      },
    }
  },
  async bigserial(place: { readonly postgresUrl: string }) {
    const { insert, close } = await plainTable(place.postgresUrl)
    return {
      table: { name: 'plain', number: 'id', within: `room = 'lobby'` },
      write: () => insert(marker),
      close,
    }
  },
}

/** Reads on from the last number it has seen, as often as it can, and counts what it was given. */
async function followByCursor(
  postgresUrl: string,
  { name, number, within }: { readonly name: string; readonly number: string; readonly within: string },
) {
  const client = new pg.Client({ connectionString: postgresUrl })
  await client.connect()
  let last = 0
  let seen = 0
  const read = async () => {
    const { rows } = await client.query(
      `select ${number} as number from ${name} where ${within} and ${number} > $1 order by ${number}`,
      [last],
    )
    seen += rows.length
    last = Number(rows.at(-1)?.number ?? last)
  }
  let isOver = false
  const reading = (async () => {
    while (!isOver) {
      await read()
      await sleep(2)
    }
  })()
  return {
    async end() {
      isOver = true
      await reading
      await read()
      await client.end()
      return seen
    },
  }
}
