import { sql } from 'kysely'
import type { Database, Tx } from '../connect.ts'
import { sessionLives } from '../session-lives.ts'

type Asked = {
  readonly id: string
  readonly email: string
  readonly emailKey: string
  readonly type: 'mobi' | 'othr'
  readonly vendorUuid: string | null
  readonly cookieHash: Buffer | null
  readonly name: string
  readonly stay: boolean
  readonly tokenHash: Buffer
  /** A code's hash is bound to the id of what it confirms. */
  readonly codeHashFor: (id: string) => Buffer
  readonly codeLifeMs: number
  readonly resendAfterMs: number
}

/**
 * Adds a pending session, or joins the one that waits for its code on the same device: one row and one code however
 * many ask at once. Who joins brings a token of their own, so that nobody can take the first asker's away.
 * A device that names itself by its vendor_uuid and has an active session gets that session's id, to resume it.
 */
export async function ask(tx: Tx, asked: Asked): Promise<Pending | null> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${asked.emailKey}, 0))`.execute(tx)
  await sql`
    update pending_session set state = 'expired' where email_key = ${asked.emailKey} and type = ${asked.type}
      and vendor_uuid is not distinct from ${asked.vendorUuid} and cookie_hash is not distinct from ${asked.cookieHash}
      and state = 'pending' and (code_expires_at <= now_at() or tries >= 5)`.execute(tx)
  if (await isTooSoon(tx, asked)) return null
  const active = await resumable(tx, asked)
  const id = active?.id ?? asked.id
  await tx.deleteFrom('pendingSession').where('id', '=', id).where('state', '<>', 'pending').execute()
  const { rows } = await sql<Omit<Pending, 'resumes'>>`
    insert into pending_session (id, email, email_key, type, vendor_uuid, cookie_hash, name, device_id, stay, token_hashes,
      code_hash, code_expires_at)
    values (${id}, ${asked.email}, ${asked.emailKey}, ${asked.type}, ${asked.vendorUuid}, ${asked.cookieHash},
      ${asked.name}, coalesce(${active?.deviceId ?? null}::uuid, uuidv7()), ${asked.stay},
      array[${asked.tokenHash}::bytea], ${asked.codeHashFor(id)}, now_at() + ${asked.codeLifeMs} * interval '1 ms')
    on conflict (email_key, type, vendor_uuid, cookie_hash) where state = 'pending' do update set
      token_hashes = (pending_session.token_hashes || excluded.token_hashes)[greatest(1, cardinality(pending_session.token_hashes) - 2):]
    returning new.id, new.device_id, new.created_at, new.code_expires_at, old.id is null as is_new`.execute(
    tx,
  )
  const [pending] = rows
  if (pending === undefined) throw new Error('a pending session was neither added nor joined')
  return { ...pending, createdAt: active?.createdAt ?? pending.createdAt, resumes: active !== undefined }
}

export type Pending = {
  readonly id: string
  readonly deviceId: string
  readonly createdAt: Date
  readonly codeExpiresAt: Date
  /** False for who joins a pending session that was there. */
  readonly isNew: boolean
  /** True when a confirmed session of the same device waits for the code to be resumed. */
  readonly resumes: boolean
}

/** Whether the last code of this device is spent, and was sent too short a while ago to send another. */
async function isTooSoon(tx: Tx, asked: Asked): Promise<boolean> {
  const { rows } = await sql`
    select from pending_session where email_key = ${asked.emailKey} and type = ${asked.type}
      and vendor_uuid is not distinct from ${asked.vendorUuid} and cookie_hash is not distinct from ${asked.cookieHash}
      and state = 'expired' and code_sent_at > now_at() - ${asked.resendAfterMs} * interval '1 ms' limit 1`.execute(
    tx,
  )
  return rows.length > 0
}

/** The session that is active on the device which asks, if it names itself by its vendor_uuid; nothing equals none. */
function resumable(
  db: Database,
  { emailKey, type, vendorUuid }: Pick<Asked, 'emailKey' | 'type' | 'vendorUuid'>,
) {
  return db
    .selectFrom('deviceSession as session')
    .innerJoin('device', 'device.id', 'session.deviceId')
    .innerJoin('account', 'account.id', 'session.accountId')
    .select(['session.id', 'session.deviceId', 'session.createdAt'])
    .where('account.emailKey', '=', emailKey)
    .where('device.type', '=', type)
    .where('device.vendorUuid', '=', vendorUuid)
    .where(sessionLives)
    .executeTakeFirst()
}

/** Puts a new code in place of the old one, once `afterMs` have passed; undefined when it is not this token's to ask. */
export async function replaceCode(
  tx: Tx,
  {
    id,
    tokenHash,
    codeHash,
    codeLifeMs,
    afterMs,
  }: {
    readonly id: string
    readonly tokenHash: Buffer
    readonly codeHash: Buffer
    readonly codeLifeMs: number
    readonly afterMs: number
  },
): Promise<Waiting | undefined> {
  const waiting = await sql<Waiting>`
    select email, email_key, type, vendor_uuid, cookie_hash,
      greatest(0, extract(epoch from code_sent_at - now_at())::float8 * 1000 + ${afterMs}) as wait_ms,
      now_at() + ${codeLifeMs} * interval '1 ms' as code_expires_at
    from pending_session where id = ${id} and state = 'pending' and now_at() < code_expires_at
      and ${tokenHash} = any(token_hashes) for update`.execute(tx)
  const [found] = waiting.rows
  if (found === undefined || found.waitMs > 0) return found
  await sql`
    update pending_session set code_hash = ${codeHash}, tries = 0, code_sent_at = now_at(),
      code_expires_at = now_at() + ${codeLifeMs} * interval '1 ms' where id = ${id}`.execute(tx)
  return found
}

/** What waits for a code; `waitMs` is 0 once another one may be sent. */
export type Waiting = Pick<Asked, 'email' | 'emailKey' | 'type' | 'vendorUuid' | 'cookieHash'> & {
  readonly waitMs: number
  readonly codeExpiresAt: Date
}

export type Confirmed = {
  readonly isRight: boolean
  readonly triesLeft: number
  readonly email: string
  readonly emailKey: string
  readonly type: 'mobi' | 'othr'
  readonly vendorUuid: string | null
  readonly cookieHash: Buffer | null
  readonly name: string
  readonly deviceId: string
  readonly stay: boolean
}

/**
 * Tries a code: one statement, so that guesses made at once queue up on the row and each counts. Undefined when there is
 * nothing to confirm (any more), whoever asks.
 */
export async function tryCode(
  db: Database,
  { id, tokenHash, codeHash }: { readonly id: string; readonly tokenHash: Buffer; readonly codeHash: Buffer },
): Promise<Confirmed | undefined> {
  const { rows } = await sql<Confirmed>`
    update pending_session set tries = tries + 1, state = case
        when code_hash = ${codeHash} then 'confirmed' when tries >= 4 then 'expired' else 'pending' end
    where id = ${id} and state = 'pending' and ${tokenHash} = any(token_hashes) and tries < 5
      and now_at() < code_expires_at
    returning state = 'confirmed' as is_right, 5 - tries as tries_left, email, email_key, type, vendor_uuid, cookie_hash,
      name, device_id, stay`.execute(db)
  return rows[0]
}

/** Removes what waited in vain. Answers how many. */
export async function sweep(db: Database): Promise<number> {
  const { rows } = await sql`
    delete from pending_session where code_expires_at < now_at() - interval '1 day' returning id`.execute(db)
  return rows.length
}
