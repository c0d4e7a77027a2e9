import { type ExpressionBuilder, sql } from 'kysely'
import type { Database, Tx } from '../connect.ts'
import type { DB } from '../schema.generated.ts'

/** Which room: by the address people use or by its id. */
export type RoomKey = { readonly slug: string } | { readonly id: string }

/** A room and how this account (null: nobody signed in) stands towards it. */
export function standing(
  db: Database | Tx,
  { room, accountId }: { readonly room: RoomKey; readonly accountId: string | null },
) {
  return db
    .selectFrom('room')
    .leftJoin('roomMember as member', (join) =>
      join.onRef('member.roomId', '=', 'room.id').on('member.accountId', '=', accountId),
    )
    .select([
      'room.id',
      'room.slug',
      'room.title',
      'room.topic',
      'room.kind',
      'room.challengeId',
      'room.runId',
      'room.lastSeq',
      'room.epoch',
      'room.access',
      'member.role',
      'member.readSeq',
    ])
    .select((column) => [
      sanctioned(column, 'ban', accountId).as('isBanned'),
      sanctioned(column, 'mute', accountId).as('isMuted'),
      mutedUntil(column, accountId).as('mutedUntil'),
    ])
    .where((where) => ('id' in room ? where('room.id', '=', room.id) : where('room.slug', '=', room.slug)))
    .executeTakeFirst()
}

function sanctioned(column: ExpressionBuilder<DB, 'room'>, kind: 'ban' | 'mute', accountId: string | null) {
  return column
    .exists(
      column
        .selectFrom('roomSanction as sanction')
        .select('sanction.roomId')
        .whereRef('sanction.roomId', '=', 'room.id')
        .where('sanction.accountId', '=', accountId)
        .where('sanction.kind', '=', kind)
        .where(sql<boolean>`(sanction.until is null or sanction.until > now_at())`),
    )
    .$castTo<boolean>()
}

/** When a mute ends by itself; null without one, and for one that has to be lifted. */
function mutedUntil(column: ExpressionBuilder<DB, 'room'>, accountId: string | null) {
  return column
    .selectFrom('roomSanction as mute')
    .select('mute.until')
    .whereRef('mute.roomId', '=', 'room.id')
    .where('mute.accountId', '=', accountId)
    .where('mute.kind', '=', 'mute')
    .where(sql<boolean>`mute.until > now_at()`)
}

/** Adds a room of its maker; undefined when the address is taken. */
export async function insert(
  tx: Tx,
  room: {
    readonly slug: string
    readonly title: string
    readonly topic: string
    readonly kind: 'public' | 'private'
    readonly createdBy: string
  },
) {
  const made = await tx
    .insertInto('room')
    .values(room)
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (made === undefined) return undefined
  await tx
    .insertInto('roomMember')
    .values({ roomId: made.id, accountId: room.createdBy, role: 'owner' })
    .execute()
  return made.id
}

/** Calls a room by another name; its address stays, so that links go on leading to it. */
export async function rename(
  tx: Tx,
  { id, title, topic }: { readonly id: string; readonly title: string; readonly topic: string },
): Promise<void> {
  await tx.updateTable('room').set({ title, topic }).where('id', '=', id).execute()
}

/**
 * The rooms for somebody's list, those with the newest lines first: all that they have joined, and those that are open to
 * everybody (of runs only the joined ones). Unread lines of others are counted up to 100.
 */
export async function list(
  db: Database,
  { accountId, limit }: { readonly accountId: string | null; readonly limit: number },
) {
  const { rows } = await sql<{
    slug: string
    title: string
    topic: string
    kind: 'public' | 'private' | 'challenge' | 'run'
    role: 'member' | 'moderator' | 'owner' | null
    lastAt: Date | null
    lastSeq: number
    unread: number
    mentions: number
  }>`
    select room.slug, room.title, room.topic, room.kind, member.role, room.last_at, room.last_seq,
      coalesce(unread.count, 0)::int as unread, coalesce(mentions.count, 0)::int as mentions
    from room
    left join room_member member on member.room_id = room.id and member.account_id = ${accountId}
    left join lateral (
      select count(*) from (
        select from message
        where message.room_id = room.id and message.seq > member.read_seq
          and message.removed_by is null and message.author_id is distinct from ${accountId}::uuid
        limit 100
      ) line
    ) unread on member.role is not null
    left join lateral (
      select count(*) from message_mention mention
      where mention.account_id = ${accountId} and mention.room_id = room.id and mention.seq > member.read_seq
    ) mentions on member.role is not null
    where member.role is not null or room.kind in ('public', 'challenge')
    order by member.role is null, room.last_at desc nulls last, room.title
    limit ${limit}`.execute(db)
  return rows
}

/** Where the numbers of these rooms stand, and how often access to them has changed. */
export function heads(db: Database, { ids }: { readonly ids: readonly string[] }) {
  return db
    .selectFrom('room')
    .select(['id', 'lastSeq', 'epoch', 'access'])
    .where(sql<boolean>`id = any(${ids}::uuid[])`)
    .execute()
}

/** Starts a new epoch after numbers that were known are gone, unless somebody else has done so. */
export async function raiseEpoch(
  db: Database,
  { id, epoch, knownSeq }: { readonly id: string; readonly epoch: number; readonly knownSeq: number },
): Promise<void> {
  await db
    .updateTable('room')
    .set({ epoch: epoch + 1 })
    .where('id', '=', id)
    .where('epoch', '=', epoch)
    .where('lastSeq', '<', knownSeq)
    .execute()
}
