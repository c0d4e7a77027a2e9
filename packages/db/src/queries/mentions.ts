import { sql } from 'kysely'
import type { Database, Tx } from '../connect.ts'

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
