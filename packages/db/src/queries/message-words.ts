import { sql } from 'kysely'
import type { Database } from '../connect.ts'
import { lineOf } from './message-line.ts'

/**
 * Cuts lines into the words by which they are found: those of `spans` spans that are due. True when there may be more. Who
 * does it at the same time does other spans; a line that was edited meanwhile has its words already.
 */
export async function cut(db: Database, { spans }: { readonly spans: number }): Promise<boolean> {
  const { rows } = await sql<{ done: number }>`
    with done as (
      delete from message_words_due
      where ctid = any (array(select ctid from message_words_due limit ${spans} for update skip locked))
      returning room_id, first_seq, last_seq
    ), cut as (
      insert into message_words (room_id, seq, created_at, words)
      select message.room_id, message.seq, message.created_at, words_of(message.body)
      from done cross join lateral (${linesOf('done')}) message
      on conflict do nothing
    )
    select count(*)::int as done from done`.execute(db)
  return rows[0]?.done === spans
}

/**
 * Cuts a span of lines anew that an older release has cut otherwise. False when there is none left. The lines are held, so
 * that an edit either is read here or comes after.
 */
export async function cutAnew(db: Database): Promise<boolean> {
  const { rows } = await sql<{ done: number }>`
    with done as (
      delete from message_words_stale
      where ctid = any (array(select ctid from message_words_stale limit 1 for update skip locked))
      returning room_id, first_seq, last_seq
    ), held as (
      select message.room_id, message.seq, words_of(message.body) as words
      from done cross join lateral (${linesOf('done')} for share) message
    ), cut as (
      update message_words line set words = held.words from held
      where line.room_id = held.room_id and line.seq = held.seq and line.words <> held.words
    )
    select count(*)::int as done from done`.execute(db)
  return rows[0]?.done === 1
}

/** Where a line stands among those that are found: no two stand in one place. */
export type FoundPlace = { readonly at: Date; readonly room: string; readonly seq: number }

/**
 * Lines that hold the words, newest first, in the rooms this account may read or in one of them. Lines that are not cut
 * yet are cut here; of those that are, nothing is read but the newest `limit`.
 */
export async function search(
  db: Database,
  {
    accountId,
    roomId = null,
    words,
    limit,
    before = null,
  }: {
    readonly accountId: string
    readonly roomId?: string | null
    readonly words: string
    readonly limit: number
    readonly before?: FoundPlace | null
  },
) {
  const query = sql`words_asked(${words})`
  const newestReadable = sql`
    (${roomId}::uuid is null or line.room_id = ${roomId}::uuid)
      and (${before === null} or (line.created_at, room.slug, line.seq)
        < (${before?.at ?? null}::timestamptz, ${before?.room ?? null}::text, ${before?.seq ?? null}::bigint))
      and (room.kind <> 'private'
        or exists (select from room_member where room_id = room.id and account_id = ${accountId}))
      and not exists (
        select from room_sanction where room_id = room.id and account_id = ${accountId} and kind = 'ban'
          and (until is null or until > now_at()))
    order by line.created_at desc, room.slug desc, line.seq desc
    limit ${limit}`
  const { rows } = await sql<{ roomSlug: string; roomTitle: string; line: string }>`
    with found as (
      (select line.room_id, line.seq
        from message_words line join room on room.id = line.room_id
        where line.words @@ ${query} and ${newestReadable})
      union
      (select line.room_id, line.seq
        from message_words_due due
        cross join lateral (${linesOf('due')}) line
        join room on room.id = line.room_id
        where words_of(line.body) @@ ${query} and ${newestReadable})
    )
    select room.slug as room_slug, room.title as room_title, ${lineOf('message')} as line
    from found
    join message on message.room_id = found.room_id and message.seq = found.seq
    join room on room.id = message.room_id
    left join account on account.id = message.author_id
    order by message.created_at desc, room.slug desc, message.seq desc
    limit ${limit}`.execute(db)
  return rows
}

/** The lines of a span, read by their key ("offset 0"): else it may be taken for cheaper to hold all lines against all spans. */
const linesOf = (span: 'done' | 'due') => sql`
      select * from message where room_id = ${sql.ref(`${span}.room_id`)}
      and seq between ${sql.ref(`${span}.first_seq`)} and ${sql.ref(`${span}.last_seq`)} offset 0`
