import { CompiledQuery, sql } from 'kysely'
import type { Database, Tx } from '../connect.ts'
import { type EntryRow, lineOf } from './message-line.ts'

export type Draft = { readonly authorId: string; readonly clientKey: string; readonly body: string }

/** A room as somebody was let write in it: `access` counts how often anybody had lost a right there until then. */
export type OpenRoom = { readonly id: string; readonly access: number }

/**
 * Adds lines to a room under consecutive numbers, in the order given, and returns them with the room's epoch. Null, and
 * none is added, when the room is gone or somebody has lost a right in it since `access` was read.
 *
 * @throws a unique violation of `message_once` when one of them was sent before; then none is added and no number is used.
 */
export async function insert(
  db: Database | Tx,
  { room, drafts }: { readonly room: OpenRoom; readonly drafts: readonly Draft[] },
): Promise<{ readonly epoch: number; readonly entries: readonly EntryRow[] } | null> {
  // Ready text, since this is what everybody waits for: to put it together takes as long as the rest of the asking.
  const asked = CompiledQuery.raw('select add_messages($1, $2, $3, $4, $5) as added', [
    room.id,
    room.access,
    drafts.map((draft) => draft.authorId),
    drafts.map((draft) => draft.clientKey),
    drafts.map((draft) => draft.body),
  ])
  const { rows } = await db.executeQuery(asked as CompiledQuery<{ added: string | null }>)
  const added = rows[0]?.added ?? null
  if (added === null) return null
  const [epoch, before, ...lines] = added.split('\n')
  const entries = lines.map((line, at) => {
    const seq = Number(before) + at + 1
    return { seq, target: seq, line }
  })
  return { epoch: Number(epoch), entries }
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
    ), found as (
      insert into message_words (room_id, seq, created_at, words)
      select room_id, seq, created_at, words_of(body) from changed
      on conflict (room_id, seq) do update set words = excluded.words
    )
    select raised.last_seq as seq, changed.seq as target, raised.epoch, ${lineOf('changed')} as line
    from raised cross join changed left join account on account.id = changed.author_id`.execute(tx)
  const [entry] = rows
  if (entry === undefined) throw new Error(`line ${target} of room ${roomId} went away while it was locked`)
  return entry
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
