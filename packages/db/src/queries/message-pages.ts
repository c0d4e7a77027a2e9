import { sql } from 'kysely'
import type { Database } from '../connect.ts'
import { type EntryRow, lineOf } from './message-line.ts'

/** What follows number `seq` in a room, in order and without gaps, each line as it stands now. */
export async function entriesAfter(
  db: Database,
  { roomId, seq, limit }: { readonly roomId: string; readonly seq: number; readonly limit: number },
): Promise<readonly EntryRow[]> {
  const { rows } = await sql<EntryRow>`
    select entry.seq, message.seq as target, ${lineOf('message')} as line
    from (
      (select seq, seq as target from message where room_id = ${roomId} and seq > ${seq} order by seq limit ${limit})
      union all
      (select seq, target from message_change where room_id = ${roomId} and seq > ${seq} order by seq limit ${limit})
      order by seq limit ${limit}
    ) entry
    join message on message.room_id = ${roomId} and message.seq = entry.target
    left join account on account.id = message.author_id
    order by entry.seq`.execute(db)
  return rows
}

/** A page of lines: the newest, those before a number or those after one; always in order of their numbers. */
export async function page(
  db: Database,
  {
    roomId,
    limit,
    before = Number.MAX_SAFE_INTEGER,
    after,
  }: {
    readonly roomId: string
    readonly limit: number
    readonly before?: number | undefined
    readonly after?: number | undefined
  },
): Promise<readonly string[]> {
  const { rows } = await sql<{ line: string }>`
    select ${lineOf('message')} as line
    from (
      select * from message where room_id = ${roomId} and ${after === undefined ? sql`seq < ${before}` : sql`seq > ${after}`}
      order by seq ${after === undefined ? sql`desc` : sql`asc`} limit ${limit}
    ) message
    left join account on account.id = message.author_id
    order by seq`.execute(db)
  return rows.map((row) => row.line)
}

/**
 * Where a room stands, with its last entries without gaps, reaching back to `lines` lines but to no more than `most`
 * entries. One snapshot; each entry as text of the form `seq:target:line`.
 */
export async function tail(
  db: Database,
  { roomId, lines, most }: { readonly roomId: string; readonly lines: number; readonly most: number },
): Promise<
  { readonly epoch: number; readonly lastSeq: number; readonly entries: readonly string[] } | undefined
> {
  const { rows } = await sql<{ epoch: number; lastSeq: number; entries: string | null }>`
    select epoch, last_seq, (
      select string_agg(entry.seq || ':' || entry.target || ':' || ${lineOf('message')}, E'\\n' order by entry.seq)
      from (
        select greatest(room.last_seq - ${most}, min(seq) - 1) as seq
        from (select seq from message where room_id = room.id order by seq desc limit ${lines}) newest
      ) start
      cross join lateral (
        select seq, seq as target from message where room_id = room.id and seq > start.seq
        union all
        select seq, target from message_change where room_id = room.id and seq > start.seq
      ) entry
      join message on message.room_id = room.id and message.seq = entry.target
      left join account on account.id = message.author_id
    ) as entries
    from room where id = ${roomId}`.execute(db)
  const [row] = rows
  if (row === undefined) return undefined
  return { epoch: row.epoch, lastSeq: row.lastSeq, entries: row.entries?.split('\n') ?? [] }
}
