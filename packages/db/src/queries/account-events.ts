import { sql } from 'kysely'
import type { Database } from '../connect.ts'

export type NewEvent = {
  readonly accountId: string
  readonly kind: string
  readonly sessionId?: string | null
  readonly device?: string | null
  readonly ip?: string | null
  readonly userAgent?: string | null
  readonly detail?: string | null
}

export async function add(db: Database, event: NewEvent): Promise<void> {
  await db.insertInto('accountEvent').values(event).execute()
}

/** A page of what happened to the account, newest first. */
export function page(
  db: Database,
  {
    accountId,
    before,
    limit,
  }: { readonly accountId: string; readonly before: string | null; readonly limit: number },
) {
  return db
    .selectFrom('accountEvent')
    .select(['id', 'kind', 'sessionId', 'device', 'ip', 'userAgent', 'detail', 'at'])
    .where('accountId', '=', accountId)
    .$if(before !== null, (query) => query.where('id', '<', before))
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
}

/** How often this kind of thing happened lately. */
export async function countRecent(
  db: Database,
  {
    accountId,
    kind,
    withinMs,
  }: { readonly accountId: string; readonly kind: string; readonly withinMs: number },
): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) from account_event where account_id = ${accountId} and kind = ${kind}
      and at > now_at() - ${withinMs} * interval '1 ms'`.execute(db)
  return rows[0]?.count ?? 0
}
