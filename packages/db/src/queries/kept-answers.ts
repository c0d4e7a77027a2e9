import { sql } from 'kysely'
import type { Database } from '../connect.ts'

type Key = { readonly accountId: string; readonly keyHash: Buffer }

/** What stands under a key; `status` and `body` are null while the first request is at work. */
export type Kept = {
  readonly isSameRequest: boolean
  readonly status: number | null
  readonly body: string | null
}

/** Takes the key for this request and answers null, or tells what stands under it. */
export async function claim(
  db: Database,
  {
    accountId,
    keyHash,
    requestHash,
    busyMs,
  }: Key & { readonly requestHash: Buffer; readonly busyMs: number },
): Promise<Kept | null> {
  const { rows } = await sql`
    insert into kept_answer (account_id, key_hash, request_hash, claimed_until)
    values (${accountId}, ${keyHash}, ${requestHash}, now_at() + ${busyMs} * interval '1 ms')
    on conflict (account_id, key_hash) do update set claimed_until = excluded.claimed_until
      where kept_answer.status is null and kept_answer.claimed_until <= now_at()
        and kept_answer.request_hash = excluded.request_hash
    returning status`.execute(db)
  if (rows.length > 0) return null
  const kept = await db
    .selectFrom('keptAnswer')
    .select(['status', 'body', sql<boolean>`request_hash = ${requestHash}`.as('isSameRequest')])
    .where('accountId', '=', accountId)
    .where('keyHash', '=', keyHash)
    .executeTakeFirst()
  // Given up between the two statements: whoever had it was refused, and this one comes too late to take its turn.
  return kept ?? { isSameRequest: true, status: null, body: null }
}

export async function keep(
  db: Database,
  { accountId, keyHash, status, body }: Key & { readonly status: number; readonly body: string },
): Promise<void> {
  await db
    .updateTable('keptAnswer')
    .set({ status, body })
    .where('accountId', '=', accountId)
    .where('keyHash', '=', keyHash)
    .where('status', 'is', null)
    .execute()
}

/** Gives a key back that nothing was done under. */
export async function giveUp(db: Database, { accountId, keyHash }: Key): Promise<void> {
  await db
    .deleteFrom('keptAnswer')
    .where('accountId', '=', accountId)
    .where('keyHash', '=', keyHash)
    .where('status', 'is', null)
    .execute()
}

/** Forgets answers of yesterday and before. */
export async function sweep(db: Database): Promise<void> {
  await sql`delete from kept_answer where created_at < now_at() - interval '24 hours'`.execute(db)
}
