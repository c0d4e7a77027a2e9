import type { RoomRole } from '@shiplap/domain/room'
import { sql } from 'kysely'
import type { Database, Tx } from '../connect.ts'

/** Makes this account a member. True when it was none before. */
export async function join(
  db: Database | Tx,
  { roomId, accountId }: { readonly roomId: string; readonly accountId: string },
): Promise<boolean> {
  // Whoever joins has nothing unread: history is there to be read, not to be caught up with.
  const { rows } = await sql`
    insert into room_member (room_id, account_id, read_seq)
    select id, ${accountId}, last_seq from room where id = ${roomId}
    on conflict do nothing returning account_id`.execute(db)
  return rows.length === 1
}

/** Takes this account out of the room. True when it was a member. */
export async function leave(
  tx: Tx,
  { roomId, accountId }: { readonly roomId: string; readonly accountId: string },
): Promise<boolean> {
  const left = await tx
    .deleteFrom('roomMember')
    .where('roomId', '=', roomId)
    .where('accountId', '=', accountId)
    .executeTakeFirst()
  if (left.numDeletedRows === 0n) return false
  await raiseAccess(tx, { roomId })
  return true
}

/** Makes every process look again at whom it lets listen to this room. */
export async function raiseAccess(tx: Tx, { roomId }: { readonly roomId: string }): Promise<void> {
  await tx.updateTable('room').set({ access: sql`access + 1` }).where('id', '=', roomId).execute()
}

/** The members by name, a page of them. */
export function list(
  db: Database,
  {
    roomId,
    limit,
    after,
  }: { readonly roomId: string; readonly limit: number; readonly after: string | null },
) {
  return db
    .selectFrom('roomMember as member')
    .innerJoin('account', 'account.id', 'member.accountId')
    .select([
      'account.id',
      'account.username',
      'account.role as accountRole',
      'member.role',
      'member.joinedAt',
    ])
    .where('member.roomId', '=', roomId)
    .$if(after !== null, (query) => query.where('account.usernameKey', '>', after))
    .orderBy('account.usernameKey')
    .limit(limit)
    .execute()
}

export async function count(db: Database, { roomId }: { readonly roomId: string }): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int from room_member where room_id = ${roomId}`.execute(db)
  return rows[0]?.count ?? 0
}

/** The members who are more than that in the room, and who moderates the instance, be they members or not. */
export function staff(db: Database, { roomId }: { readonly roomId: string }) {
  const ofInstance = db
    .selectFrom('account')
    .leftJoin('roomMember as member', (on) =>
      on.onRef('member.accountId', '=', 'account.id').on('member.roomId', '=', roomId),
    )
    .where('account.role', 'in', ['moderator', 'admin'])
    .select(['account.id', 'account.role as accountRole', 'member.role'])
  return db
    .selectFrom('roomMember as member')
    .innerJoin('account', 'account.id', 'member.accountId')
    .where('member.roomId', '=', roomId)
    .where('member.role', '<>', 'member')
    .select(['account.id', 'account.role as accountRole', sql<RoomRole | null>`member.role`.as('role')])
    .union(ofInstance)
    .execute()
}

/** Of these accounts, those who may still read the room. */
export async function whoMayRead(
  db: Database,
  { roomId, accountIds }: { readonly roomId: string; readonly accountIds: readonly string[] },
): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ id: string }>`
    select candidate.id from unnest(${accountIds}::uuid[]) as candidate (id) join room on room.id = ${roomId}
    where (room.kind <> 'private'
        or exists (select from room_member where room_id = room.id and account_id = candidate.id))
      and not exists (
        select from room_sanction where room_id = room.id and account_id = candidate.id and kind = 'ban'
          and (until is null or until > now_at()))`.execute(db)
  return new Set(rows.map((row) => row.id))
}

/** How another person stands towards a room, for those who moderate it. */
export function person(
  db: Database | Tx,
  { roomId, nameKey }: { readonly roomId: string; readonly nameKey: string },
) {
  return db
    .selectFrom('account')
    .leftJoin('roomMember as member', (join) =>
      join.onRef('member.accountId', '=', 'account.id').on('member.roomId', '=', roomId),
    )
    .select(['account.id', 'account.username', 'account.role as accountRole', 'member.role'])
    .where('account.usernameKey', '=', nameKey)
    .executeTakeFirst()
}

export async function setRole(
  tx: Tx,
  {
    roomId,
    accountId,
    role,
  }: { readonly roomId: string; readonly accountId: string; readonly role: 'member' | 'moderator' | 'owner' },
): Promise<boolean> {
  const set = await tx
    .updateTable('roomMember')
    .set({ role })
    .where('roomId', '=', roomId)
    .where('accountId', '=', accountId)
    .executeTakeFirst()
  return set.numUpdatedRows === 1n
}

/** True when somebody else owns the room too, and cannot leave it before this transaction is over. */
export async function hasOtherOwner(
  tx: Tx,
  { roomId, accountId }: { readonly roomId: string; readonly accountId: string },
): Promise<boolean> {
  const owners = await tx
    .selectFrom('roomMember')
    .select('accountId')
    .where('roomId', '=', roomId)
    .where('role', '=', 'owner')
    .orderBy('accountId')
    .forUpdate()
    .execute()
  return owners.some((owner) => owner.accountId !== accountId)
}

/** Moves the mark of what has been read forward, never back. */
export async function markRead(
  db: Database,
  { roomId, accountId, seq }: { readonly roomId: string; readonly accountId: string; readonly seq: number },
): Promise<void> {
  await sql`
    update room_member set read_seq = least(${seq}, last_seq) from room
    where room.id = ${roomId} and room_id = room.id and account_id = ${accountId}
      and read_seq < least(${seq}, last_seq)`.execute(db)
}
