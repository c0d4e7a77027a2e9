import { sql } from 'kysely'
import type { Database } from '../connect.ts'

/** Adds a device and an active session on it. */
export async function open(
  db: Database,
  session: {
    readonly accountId: string
    readonly type: 'mobi' | 'othr'
    readonly vendorUuid: string | null
    readonly name: string
    readonly tokenHash: Buffer
    readonly ip: string | null
    readonly userAgent: string | null
    readonly idleMs: number
    readonly absoluteMs: number
  },
): Promise<{ readonly id: string; readonly deviceId: string }> {
  const { rows } = await sql<{ id: string; deviceId: string }>`
    with made as (
      insert into device (account_id, type, vendor_uuid, name)
      values (${session.accountId}, ${session.type}, ${session.vendorUuid}, ${session.name})
      returning id
    )
    insert into device_session
      (account_id, device_id, state, token_hash, epoch, ip, user_agent, idle_expires_at, expires_at)
    select account.id, made.id, 'active', ${session.tokenHash}, account.epoch, ${session.ip}, ${session.userAgent},
      now_at() + ${session.idleMs} * interval '1 ms', now_at() + ${session.absoluteMs} * interval '1 ms'
    from account, made where account.id = ${session.accountId}
    returning id, device_id`.execute(db)
  const [opened] = rows
  if (opened === undefined) throw new Error('the account went away while it signed in')
  return opened
}

/** The live session that this credential opens, with its account. */
export function byToken(db: Database, { tokenHash }: { readonly tokenHash: Buffer }) {
  return db
    .selectFrom('deviceSession as session')
    .innerJoin('account', 'account.id', 'session.accountId')
    .select(['session.id', 'session.deviceId', 'session.accountId', 'account.username', 'account.role'])
    .where('session.tokenHash', '=', tokenHash)
    .where('session.state', '=', 'active')
    .whereRef('session.epoch', '=', 'account.epoch')
    .where(sql<boolean>`now_at() < least(session.idle_expires_at, session.expires_at)`)
    .executeTakeFirst()
}

/** Ends one session of this account; the device stays known. True when this call ended it. */
export async function revoke(
  db: Database,
  { id, accountId }: { readonly id: string; readonly accountId: string },
): Promise<boolean> {
  const ended = await db
    .updateTable('deviceSession')
    .set({ state: 'revoked', endedAt: sql`now_at()` })
    .where('id', '=', id)
    .where('accountId', '=', accountId)
    .where('state', 'in', ['pending', 'active'])
    .executeTakeFirst()
  return ended.numUpdatedRows === 1n
}
