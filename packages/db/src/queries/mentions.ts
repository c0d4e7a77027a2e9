import { sql } from 'kysely'
import type { Database, Tx } from '../connect.ts'

/** What a notice of a call has for its cause. */
export const causeOf = ({ roomId, seq }: { readonly roomId: string; readonly seq: number }) =>
  `room.mention:${roomId}:${seq}`

/** Notes whom a line calls, and answers who that is. In a private room only its members can be called. */
export async function mention(
  tx: Database | Tx,
  {
    roomId,
    seq,
    nameKeys,
  }: { readonly roomId: string; readonly seq: number; readonly nameKeys: readonly string[] },
): Promise<readonly string[]> {
  const { rows } = await sql<{ accountId: string }>`
    insert into message_mention (account_id, room_id, seq)
    select account.id, room.id, ${seq} from account join room on room.id = ${roomId}
    where account.username_key = any(${nameKeys}::text[])
      and (room.kind <> 'private'
        or exists (select from room_member member where member.room_id = room.id and member.account_id = account.id))
      and account.id <> (select author_id from message where room_id = ${roomId} and seq = ${seq})
    on conflict do nothing
    returning account_id`.execute(tx)
  return rows.map(({ accountId }) => accountId)
}

/**
 * Whom a line calls and what they need to know of it; nobody once it is removed. It stays as it is until the transaction
 * ends, so that who removes it finds what was told of it.
 */
export function calls(tx: Tx, { roomId, seq }: { readonly roomId: string; readonly seq: number }) {
  return tx
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
    .forShare('message')
    .execute()
}

/** Takes back whom a line calls, and answers who that was. */
export async function unmention(
  tx: Tx,
  { roomId, seq }: { readonly roomId: string; readonly seq: number },
): Promise<readonly string[]> {
  const rows = await tx
    .deleteFrom('messageMention')
    .where('roomId', '=', roomId)
    .where('seq', '=', seq)
    .returning('accountId')
    .execute()
  return rows.map(({ accountId }) => accountId)
}
