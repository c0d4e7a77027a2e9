import { sql } from 'kysely'
import type { Tx } from '../connect.ts'

/** More device sessions than this at once end the one that was used least lately. */
export const mostSessions = 50

export type Opened = {
  readonly id: string
  readonly deviceId: string
  readonly isNewDevice: boolean
  /** False when a session of the same device was resumed; then what opened it before opens nothing any more. */
  readonly isNew: boolean
  readonly replacedTokenHash: Buffer | null
}

/**
 * Opens an active session on a device, or resumes the one that is active there: same id, new credential, one row
 * however many sign in at once. Null when the account may not sign in (any more).
 */
export async function open(
  tx: Tx,
  session: {
    /** The id that a pending session had; made anew where there was none. */
    readonly id?: string
    readonly accountId: string
    readonly device: DeviceIdentity
    readonly means: 'cookie' | 'tokens'
    readonly confirmedBy: 'password' | 'code' | 'setup'
    readonly tokenHash: Buffer | null
    readonly ip: string | null
    readonly userAgent: string | null
    readonly idleMs: number
    readonly mostMs: number | null
  },
): Promise<Opened | null> {
  // Shared, so that "sign out everywhere" either sees this session or has raised the epoch before it is read here.
  const account = await tx
    .selectFrom('account')
    .select('epoch')
    .where('id', '=', session.accountId)
    .where('disabledAt', 'is', null)
    .where('deletedAt', 'is', null)
    .forShare()
    .executeTakeFirst()
  if (account === undefined) return null
  const device = await knowDevice(tx, { accountId: session.accountId, ...session.device })
  await endStale(tx, { deviceId: device.id, epoch: account.epoch })
  const { rows } = await sql<{ id: string; isNew: boolean; replacedTokenHash: Buffer | null }>`
    insert into device_session (id, account_id, device_id, means, confirmed_by, token_hash, epoch, ip, user_agent,
      idle_ms, idle_expires_at, expires_at)
    values (coalesce((select asked from (select ${session.id ?? null}::uuid as asked) a
      where not exists (select from device_session where id = asked)), uuidv7()), ${session.accountId}, ${device.id}, ${session.means},
      ${session.confirmedBy}, ${session.tokenHash}, ${account.epoch}, ${session.ip}, ${session.userAgent},
      ${session.idleMs}, now_at() + ${session.idleMs} * interval '1 ms', now_at() + ${session.mostMs} * interval '1 ms')
    on conflict (device_id) where state = 'active' do update set
      means = excluded.means, confirmed_by = excluded.confirmed_by, token_hash = excluded.token_hash, ip = excluded.ip,
      user_agent = excluded.user_agent, idle_ms = excluded.idle_ms, idle_expires_at = excluded.idle_expires_at,
      expires_at = excluded.expires_at, last_seen_at = now_at(), authenticated_at = now_at()
    returning new.id, old.id is null as is_new, old.token_hash as replaced_token_hash`.execute(tx)
  const [opened] = rows
  if (opened === undefined) throw new Error('a session was neither opened nor resumed')
  await endBeyondMost(tx, { accountId: session.accountId })
  return { ...opened, deviceId: device.id, isNewDevice: device.isNew }
}

export type DeviceIdentity = {
  /** The id of the device, should it be a new one. */
  readonly deviceId?: string | undefined
  readonly type: 'mobi' | 'othr'
  readonly vendorUuid: string | null
  readonly cookieHash: Buffer | null
  readonly name: string
}

async function knowDevice(
  tx: Tx,
  {
    accountId,
    deviceId,
    type,
    vendorUuid,
    cookieHash,
    name,
  }: DeviceIdentity & { readonly accountId: string },
): Promise<{ readonly id: string; readonly isNew: boolean }> {
  // The vendor_uuid says most; the cookie of a browser comes next; who shows neither is a new device each time.
  const clash =
    vendorUuid !== null
      ? sql`on conflict (account_id, type, vendor_uuid) where vendor_uuid is not null do update set type = excluded.type`
      : sql`on conflict (account_id, cookie_hash) where cookie_hash is not null do update set type = excluded.type`
  const { rows } = await sql<{ id: string; isNew: boolean }>`
    insert into device (id, account_id, type, vendor_uuid, cookie_hash, name)
    values (coalesce((select asked from (select ${deviceId ?? null}::uuid as asked) a
      where not exists (select from device where id = asked)), uuidv7()), ${accountId}, ${type}, ${vendorUuid}, ${vendorUuid === null ? cookieHash : null}, ${name})
    ${clash} returning new.id, old.id is null as is_new`.execute(tx)
  const [device] = rows
  if (device === undefined) throw new Error('a device was neither added nor found')
  return device
}

async function endStale(tx: Tx, { deviceId, epoch }: { readonly deviceId: string; readonly epoch: number }) {
  await sql`
    update device_session set state = 'expired', ended_at = now_at(), ended_by = 'time'
    where device_id = ${deviceId} and state = 'active'
      and (now_at() >= least(idle_expires_at, expires_at) or epoch <> ${epoch})`.execute(tx)
}

async function endBeyondMost(tx: Tx, { accountId }: { readonly accountId: string }): Promise<void> {
  await sql`
    update device_session set state = 'revoked', ended_at = now_at(), ended_by = 'replaced'
    where id in (select id from device_session where account_id = ${accountId} and state = 'active'
      order by last_seen_at desc, id desc offset ${mostSessions})`.execute(tx)
}
