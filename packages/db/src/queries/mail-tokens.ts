import { sql } from 'kysely'
import type { Database, Tx } from '../connect.ts'

/** Adds a link to be mailed; older ones of the same account and purpose stop working. */
export async function issue(
  tx: Tx,
  link: {
    readonly accountId: string
    readonly purpose: 'reset' | 'email'
    readonly tokenHash: Buffer
    readonly email: string
    readonly emailKey: string
    readonly lifeMs: number
  },
): Promise<void> {
  await sql`
    update mail_token set used_at = now_at()
    where account_id = ${link.accountId} and purpose = ${link.purpose} and used_at is null`.execute(tx)
  await sql`
    insert into mail_token (account_id, purpose, token_hash, email, email_key, expires_at)
    values (${link.accountId}, ${link.purpose}, ${link.tokenHash}, ${link.email}, ${link.emailKey},
      now_at() + ${link.lifeMs} * interval '1 ms')`.execute(tx)
}

/**
 * Stops every link of the account that waits in a mailbox. After a change of password or address nobody can tell any
 * more who asked for them, and each could take the account away again.
 */
export async function stop(tx: Tx, { accountId }: { readonly accountId: string }): Promise<void> {
  await sql`
    update mail_token set used_at = now_at() where account_id = ${accountId} and used_at is null`.execute(tx)
}

/** Whose link this is, while it can still be used. */
export function find(
  db: Database,
  { tokenHash, purpose }: { readonly tokenHash: Buffer; readonly purpose: 'reset' | 'email' },
) {
  return db
    .selectFrom('mailToken')
    .select(['accountId'])
    .where('tokenHash', '=', tokenHash)
    .where('purpose', '=', purpose)
    .where('usedAt', 'is', null)
    .where('expiresAt', '>', sql<Date>`now_at()`)
    .executeTakeFirst()
}

/** Uses a link up: once, in time, and for the purpose it was made for. */
export async function use(
  tx: Tx,
  { tokenHash, purpose }: { readonly tokenHash: Buffer; readonly purpose: 'reset' | 'email' },
): Promise<{ readonly accountId: string; readonly email: string; readonly emailKey: string } | undefined> {
  const { rows } = await sql<{ accountId: string; email: string; emailKey: string }>`
    update mail_token set used_at = now_at() where token_hash = ${tokenHash} and purpose = ${purpose}
      and used_at is null and now_at() < expires_at
    returning account_id, email, email_key`.execute(tx)
  return rows[0]
}

/** The address that waits to be confirmed by its owner. */
export async function waitingEmail(db: Database, { accountId }: { readonly accountId: string }) {
  return db
    .selectFrom('mailToken')
    .select(['email', 'expiresAt'])
    .where('accountId', '=', accountId)
    .where('purpose', '=', 'email')
    .where('usedAt', 'is', null)
    .where('expiresAt', '>', sql<Date>`now_at()`)
    .orderBy('createdAt', 'desc')
    .executeTakeFirst()
}
