import { sql } from 'kysely'
import type { Database, Tx } from '../connect.ts'

/** Notes that somebody wants their data; the job that gathers it goes into the same transaction. */
export async function ask(
  tx: Tx,
  { accountId }: { readonly accountId: string },
): Promise<{ readonly id: string }> {
  return tx.insertInto('accountExport').values({ accountId }).returning('id').executeTakeFirstOrThrow()
}

/** The newest export of this account, with its content when it is ready. */
export function newest(db: Database, { accountId }: { readonly accountId: string }) {
  return db
    .selectFrom('accountExport')
    .select(['id', 'askedAt', 'readyAt', 'content'])
    .where('accountId', '=', accountId)
    .orderBy('askedAt', 'desc')
    .limit(1)
    .executeTakeFirst()
}

/** Gathers everything we keep of the account, as JSON text. Does nothing when it is there already. */
export async function fulfil(db: Database, { id }: { readonly id: string }): Promise<void> {
  await sql`
    update account_export export set ready_at = now_at(), content = jsonb_pretty(jsonb_build_object(
      'account', (select to_jsonb(a) from (select id, username, email, role, created_at from account
        where account.id = export.account_id) a),
      'devices', (select coalesce(jsonb_agg(to_jsonb(d) order by d.created_at), '[]') from (select id, type, vendor_uuid, name, created_at
        from device where device.account_id = export.account_id) d),
      'deviceSessions', (select coalesce(jsonb_agg(to_jsonb(s) order by s.created_at), '[]') from (select id, device_id, state, means,
        confirmed_by, ip, user_agent, created_at, last_seen_at, ended_at, ended_by
        from device_session where device_session.account_id = export.account_id) s),
      'events', (select coalesce(jsonb_agg(to_jsonb(e) order by e.at), '[]') from (select kind, device, ip, user_agent, detail, at
        from account_event where account_event.account_id = export.account_id) e)))
    where id = ${id} and ready_at is null`.execute(db)
}
