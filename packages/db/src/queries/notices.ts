import type { Notice } from '@shiplap/domain/notice'
import { sql } from 'kysely'
import type { Database, Tx } from '../connect.ts'

/** Leaves a notice for somebody, once for each cause; told again, it says what is so now. */
export async function insert(
  tx: Tx,
  {
    accountId,
    cause,
    notice,
  }: { readonly accountId: string; readonly cause: string; readonly notice: Notice },
): Promise<void> {
  await sql`
    insert into notice (account_id, kind, cause, body)
    values (${accountId}, ${notice.kind}, ${cause}, ${JSON.stringify(notice.body)}::jsonb)
    on conflict (account_id, cause) do update set body = excluded.body`.execute(tx)
}

/** Takes a notice back from these people, as if its cause had never been. */
export async function takeBack(
  tx: Tx,
  { accountIds, cause }: { readonly accountIds: readonly string[]; readonly cause: string },
): Promise<void> {
  await sql`delete from notice where account_id = any(${accountIds}::uuid[]) and cause = ${cause}`.execute(tx)
}

/** Somebody's notices, the newest first, before `before`. */
export async function list(
  db: Database,
  {
    accountId,
    before,
    limit,
  }: { readonly accountId: string; readonly before: string | null; readonly limit: number },
) {
  const { rows } = await sql<
    Notice & { readonly id: string; readonly createdAt: Date; readonly readAt: Date | null }
  >`
    select id, kind, body, created_at, read_at from notice
    where account_id = ${accountId} and (${before}::uuid is null or id < ${before}::uuid)
    order by id desc limit ${limit}`.execute(db)
  return rows
}

export async function countUnread(
  db: Database,
  { accountId }: { readonly accountId: string },
): Promise<number> {
  const { rows } = await sql<{ unread: number }>`
    select count(*) as unread from notice where account_id = ${accountId} and read_at is null`.execute(db)
  return rows[0]?.unread ?? 0
}

/** Marks somebody's notices up to this one as read. */
export async function markRead(
  db: Database,
  { accountId, upTo }: { readonly accountId: string; readonly upTo: string },
): Promise<void> {
  await sql`
    update notice set read_at = now_at()
    where account_id = ${accountId} and id <= ${upTo}::uuid and read_at is null`.execute(db)
}
