import { sql } from 'kysely'
import type { Database, Tx } from '../connect.ts'

/** A numbered change of a room: at `seq` the line `target` came to be, or to look like, `line` (JSON text). */
export type EntryRow = { readonly seq: number; readonly target: number; readonly line: string }
export type Draft = { readonly authorId: string; readonly clientKey: string; readonly body: string }

/**
 * Adds lines to a room under consecutive numbers, in the order given, and returns them with the room's epoch.
 *
 * @throws a unique violation of `message_once` when one of them was sent before; then none is added and no number is used.
 */
export async function insert(
  db: Database | Tx,
  { roomId, drafts }: { readonly roomId: string; readonly drafts: readonly Draft[] },
): Promise<readonly (EntryRow & { readonly epoch: number })[]> {
  const { rows } = await sql<EntryRow & { epoch: number }>`
    with raised as (
      update room set last_seq = last_seq + ${drafts.length}, last_at = now_at() where id = ${roomId}
      returning last_seq - ${drafts.length} as before, last_at, epoch, run_id
    ), added as (
      insert into message (room_id, seq, kind, author_id, client_key, body, run_ms, created_at)
      select ${roomId}, before + n, 'message', author_id, client_key, body, run_ms, last_at
      from raised
      cross join unnest(
        ${drafts.map((draft) => draft.authorId)}::uuid[],
        ${drafts.map((draft) => draft.clientKey)}::text[],
        ${drafts.map((draft) => draft.body)}::text[]
      ) with ordinality as draft (author_id, client_key, body, n)
      left join lateral (
        select floor(extract(epoch from coalesce(run.paused_at, raised.last_at) - run.started_at) * 1000)::bigint
          - run.paused_ms as run_ms
        from run where run.id = raised.run_id and run.state in ('running', 'paused')
      ) on true
      returning *
    )
    select added.seq, added.seq as target, raised.epoch, ${lineOf('added')} as line
    from raised cross join added join account on account.id = added.author_id
    order by added.seq`.execute(db)
  return rows
}

/** Which of these sends are there already, with their number and whether they said the same. */
export async function sentBefore(
  db: Database,
  { roomId, drafts }: { readonly roomId: string; readonly drafts: readonly Draft[] },
) {
  const { rows } = await sql<{ index: number; seq: number; isSame: boolean }>`
    select (n - 1)::int as index, message.seq,
      message.edited_at is not null or message.removed_by is not null or message.body = draft.body as is_same
    from unnest(
      ${drafts.map((draft) => draft.authorId)}::uuid[],
      ${drafts.map((draft) => draft.clientKey)}::text[],
      ${drafts.map((draft) => draft.body)}::text[]
    ) with ordinality as draft (author_id, client_key, body, n)
    join message using (author_id, client_key)
    where message.room_id = ${roomId}`.execute(db)
  return rows
}

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

/** One line, held until the transaction ends, so that nobody else changes it meanwhile. */
export function lock(tx: Tx, { roomId, seq }: { readonly roomId: string; readonly seq: number }) {
  return tx
    .selectFrom('message')
    .select(['authorId', 'body', 'kind', 'removedBy'])
    .where('roomId', '=', roomId)
    .where('seq', '=', seq)
    .forUpdate()
    .executeTakeFirst()
}

export function byNumber(db: Database, { roomId, seq }: { readonly roomId: string; readonly seq: number }) {
  return db
    .selectFrom('message')
    .select(['authorId', 'kind', 'removedBy'])
    .where('roomId', '=', roomId)
    .where('seq', '=', seq)
    .executeTakeFirst()
}

/** Writes a change of a line that is locked, keeping what stood there before, and returns the entry it makes. */
export async function change(
  tx: Tx,
  {
    roomId,
    target,
    actorId,
    body,
    removedBy = null,
  }: {
    readonly roomId: string
    readonly target: number
    readonly actorId: string
    readonly body: string
    readonly removedBy?: 'author' | 'moderator' | null
  },
): Promise<EntryRow & { readonly epoch: number }> {
  const { rows } = await sql<EntryRow & { epoch: number }>`
    with raised as (
      update room set last_seq = last_seq + 1, last_at = now_at() where id = ${roomId}
      returning last_seq, last_at, epoch
    ), told as (
      insert into message_change (room_id, seq, kind, target, actor_id, was, created_at)
      select ${roomId}, last_seq, ${removedBy === null ? 'edit' : 'removal'}, ${target}, ${actorId}, body, last_at
      from raised, message where room_id = ${roomId} and seq = ${target}
    ), changed as (
      update message set
        body = ${body},
        removed_by = ${removedBy},
        edited_at = ${removedBy === null ? sql`last_at` : sql`edited_at`}
      from raised where room_id = ${roomId} and seq = ${target}
      returning message.*
    )
    select raised.last_seq as seq, changed.seq as target, raised.epoch, ${lineOf('changed')} as line
    from raised cross join changed left join account on account.id = changed.author_id`.execute(tx)
  const [entry] = rows
  if (entry === undefined) throw new Error(`line ${target} of room ${roomId} went away while it was locked`)
  return entry
}

/** Notes whom a line calls. In a private room only its members can be called. */
export async function mention(
  tx: Database | Tx,
  {
    roomId,
    seq,
    nameKeys,
  }: { readonly roomId: string; readonly seq: number; readonly nameKeys: readonly string[] },
): Promise<number> {
  const { rows } = await sql`
    insert into message_mention (account_id, room_id, seq)
    select account.id, room.id, ${seq} from account join room on room.id = ${roomId}
    where account.username_key = any(${nameKeys}::text[])
      and (room.kind <> 'private'
        or exists (select from room_member member where member.room_id = room.id and member.account_id = account.id))
      and account.id <> (select author_id from message where room_id = ${roomId} and seq = ${seq})
    on conflict do nothing
    returning account_id`.execute(tx)
  return rows.length
}

/** Whom a line calls and what they need to know of it; nobody once it is removed. */
export function calls(db: Database | Tx, { roomId, seq }: { readonly roomId: string; readonly seq: number }) {
  return db
    .selectFrom('messageMention as mention')
    .innerJoin('message', (join) =>
      join.onRef('message.roomId', '=', 'mention.roomId').onRef('message.seq', '=', 'mention.seq'),
    )
    .innerJoin('room', 'room.id', 'mention.roomId')
    .leftJoin('account', 'account.id', 'message.authorId')
    .select(['mention.accountId', 'message.body', 'account.username as author', 'room.slug', 'room.title'])
    .where('mention.roomId', '=', roomId)
    .where('mention.seq', '=', seq)
    .where('message.removedBy', 'is', null)
    .execute()
}

/** Takes back whom a line calls. */
export function unmention(tx: Tx, { roomId, seq }: { readonly roomId: string; readonly seq: number }) {
  return tx.deleteFrom('messageMention').where('roomId', '=', roomId).where('seq', '=', seq).execute()
}

/** Lines that hold the words, newest first, in the rooms this account may read or in one of them. */
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
    readonly before?: string | null
  },
) {
  const { rows } = await sql<{ roomSlug: string; roomTitle: string; line: string }>`
    select room.slug as room_slug, room.title as room_title, ${lineOf('message')} as line
    from message
    join room on room.id = message.room_id
    left join account on account.id = message.author_id
    where message.search @@ websearch_to_tsquery('simple', ${words})
      and message.removed_by is null
      and (${roomId}::uuid is null or room.id = ${roomId}::uuid)
      and (${before}::timestamptz is null or message.created_at < ${before}::timestamptz)
      and (room.kind <> 'private'
        or exists (select from room_member where room_id = room.id and account_id = ${accountId}))
      and not exists (
        select from room_sanction where room_id = room.id and account_id = ${accountId} and kind = 'ban'
          and (until is null or until > now_at()))
    order by message.created_at desc, message.seq desc
    limit ${limit}`.execute(db)
  return rows
}

/** The traces of a line: what stood there before each change. */
export function changesOf(db: Database, { roomId, seq }: { readonly roomId: string; readonly seq: number }) {
  return db
    .selectFrom('messageChange as change')
    .leftJoin('account', 'account.id', 'change.actorId')
    .select(['change.kind', 'change.was', 'change.createdAt', 'account.username as actor'])
    .where('change.roomId', '=', roomId)
    .where('change.target', '=', seq)
    .orderBy('change.seq')
    .execute()
}

/** The text of a line of `table`, beside its author in `account`. */
function lineOf(table: 'message' | 'added' | 'changed') {
  const of = (column: string) => sql.ref(`${table}.${column}`)
  return sql`message_line(${of('seq')}, ${of('kind')}, ${of('created_at')}, account.id, account.username,
    ${of('client_key')}, ${of('body')}, ${of('fact')}, ${of('run_ms')}, ${of('edited_at')}, ${of('removed_by')})`
}
