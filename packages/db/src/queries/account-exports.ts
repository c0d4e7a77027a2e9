import { sql } from 'kysely'
import { accountExportParts } from '../account-export-parts.ts'
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
  const parts = Object.entries(accountExportParts).map(
    ([name, rows]) => sql`
      ${sql.lit(name)}, (select coalesce(jsonb_agg(to_jsonb(part)), '[]') from (${rows}) part)`,
  )
  await sql`
    update account_export export set ready_at = now_at(), content = jsonb_pretty(jsonb_build_object(
      'account', (select to_jsonb(a) from (select id, username, email, role, created_at from account
        where account.id = export.account_id) a),${sql.join(parts)}))
    where id = ${id} and ready_at is null`.execute(db)
}
