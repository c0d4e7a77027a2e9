import { sql } from 'kysely'
import type { Database } from '../connect.ts'
import type { DeviceSession } from '../schema.generated.ts'
import { sessionLives } from '../session-lives.ts'

export type EndedBy = NonNullable<DeviceSession['endedBy']>

/** The session that a credential stands for, with its account; `live` tells whether it opens anything. */
export async function byCredential(
  db: Database,
  credential: { readonly tokenHash: Buffer } | { readonly id: string },
) {
  const { rows } = await sql<{
    id: string
    deviceId: string
    means: 'cookie' | 'tokens'
    accountId: string
    username: string
    role: 'member' | 'verifier' | 'moderator' | 'admin'
    email: string | null
    createdAt: Date
    authenticatedAt: Date
    live: boolean
    endedBy: EndedBy | null
    /** How long this answer may be trusted at most, as far as time goes. */
    leftMs: number
    seenAgoMs: number
  }>`
    select session.id, session.device_id, session.means, session.account_id, account.username, account.role, account.email,
      account.created_at, session.authenticated_at,
      ${sessionLives} as live,
      coalesce(session.ended_by, case when account.deleted_at is not null then 'deletion'
        when account.disabled_at is not null then 'admin' when session.epoch <> account.epoch then 'everywhere'
        when now_at() >= least(session.idle_expires_at, session.expires_at) then 'time' end) as ended_by,
      extract(epoch from least(session.idle_expires_at, session.expires_at) - now_at())::float8 * 1000 as left_ms,
      extract(epoch from now_at() - session.last_seen_at)::float8 * 1000 as seen_ago_ms
    from device_session session join account on account.id = session.account_id
    where ${'id' in credential ? sql`session.id = ${credential.id}` : sql`session.token_hash = ${credential.tokenHash}`}`.execute(
    db,
  )
  return rows[0]
}

/** Notes that a session is in use, which moves the end of its idle time. */
export async function touch(
  db: Database,
  { id, ip }: { readonly id: string; readonly ip: string | null },
): Promise<void> {
  await sql`
    update device_session set last_seen_at = now_at(), idle_expires_at = now_at() + idle_ms * interval '1 ms',
      ip = coalesce(${ip}, ip)
    where id = ${id} and state = 'active' and now_at() < least(idle_expires_at, expires_at)`.execute(db)
}

/** The owner has just shown again that it is they; where there is a cookie, it gets a new token. */
export async function reauthenticate(
  db: Database,
  {
    id,
    accountId,
    tokenHash,
  }: { readonly id: string; readonly accountId: string; readonly tokenHash: Buffer | null },
): Promise<{ readonly idleMs: number; readonly replacedTokenHash: Buffer | null } | undefined> {
  const { rows } = await sql<{ idleMs: number; replacedTokenHash: Buffer | null }>`
    update device_session set authenticated_at = now_at(), token_hash = ${tokenHash}
    where id = ${id} and account_id = ${accountId} and state = 'active'
    returning idle_ms, old.token_hash as replaced_token_hash`.execute(db)
  return rows[0]
}

/** Whether the owner gave a password or a code in this session so lately. */
export async function isProven(
  db: Database,
  { id, withinMs }: { readonly id: string; readonly withinMs: number },
): Promise<boolean> {
  const { rows } = await sql`
    select from device_session
    where id = ${id} and state = 'active' and authenticated_at > now_at() - ${withinMs} * interval '1 ms'`.execute(
    db,
  )
  return rows.length === 1
}

/** Every device session of the account that is active. */
export async function listOf(db: Database, { accountId }: { readonly accountId: string }) {
  return db
    .selectFrom('deviceSession as session')
    .innerJoin('device', 'device.id', 'session.deviceId')
    .innerJoin('account', 'account.id', 'session.accountId')
    .select([
      'session.id',
      'session.deviceId',
      'session.means',
      'session.confirmedBy',
      'session.ip',
      'session.userAgent',
      'session.createdAt',
      'session.lastSeenAt',
      'device.name',
      'device.type',
      'device.vendorUuid',
    ])
    .select(sql<Date>`least(session.idle_expires_at, session.expires_at)`.as('expiresAt'))
    .where('session.accountId', '=', accountId)
    .where(sessionLives)
    .orderBy('session.lastSeenAt', 'desc')
    .orderBy('session.id', 'desc')
    .execute()
}

export type Ended = { readonly id: string; readonly tokenHash: Buffer | null; readonly name: string }

/**
 * Ends sessions of this account and of no other: one, all but one, or all. Answers those that this very call ended, which
 * does not count those whose time was over.
 */
export async function end(
  db: Database,
  {
    accountId,
    which,
    by,
  }: {
    readonly accountId: string
    readonly which: { readonly id: string } | { readonly except: string } | 'all'
    readonly by: EndedBy
  },
): Promise<readonly Ended[]> {
  const chosen =
    which === 'all'
      ? sql`true`
      : 'id' in which
        ? sql`session.id = ${which.id}`
        : sql`session.id <> ${which.except}`
  const { rows } = await sql<Ended>`
    update device_session session set state = 'revoked', ended_at = now_at(), ended_by = ${by}
    from device where device.id = session.device_id and session.account_id = ${accountId}
      and session.state = 'active' and now_at() < least(session.idle_expires_at, session.expires_at) and ${chosen}
    returning session.id, session.token_hash, device.name`.execute(db)
  return rows
}

/** Marks sessions whose time is over, so that lists and indexes stay small. Answers how many. */
export async function sweep(db: Database, { limit }: { readonly limit: number }): Promise<number> {
  const { rows } = await sql`
    update device_session set state = 'expired', ended_at = now_at(), ended_by = 'time'
    where id in (select id from device_session where state = 'active'
      and (idle_expires_at <= now_at() or expires_at <= now_at()) limit ${limit} for update skip locked)
    returning id`.execute(db)
  return rows.length
}
