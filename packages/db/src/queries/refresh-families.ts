import { sql } from 'kysely'
import type { Database, Tx } from '../connect.ts'
import { sessionLives } from '../session-lives.ts'

/** Begins the family of a session anew; whatever refreshed it before is over. */
export async function begin(
  tx: Tx,
  { sessionId, hash, nonce }: { readonly sessionId: string; readonly hash: Buffer; readonly nonce: Buffer },
): Promise<void> {
  await sql`
    insert into refresh_family (session_id, current_hash, nonce) values (${sessionId}, ${hash}, ${nonce})
    on conflict (session_id) do update set generation = 1, current_hash = excluded.current_hash, previous_hash = null,
      nonce = excluded.nonce, rotated_at = now_at()`.execute(tx)
}

/** Puts `next` in the place of the newest token; false when `hash` is not the newest, or its session is over. */
export async function rotate(
  db: Database,
  {
    sessionId,
    hash,
    next,
    nonce,
  }: { readonly sessionId: string; readonly hash: Buffer; readonly next: Buffer; readonly nonce: Buffer },
): Promise<boolean> {
  const { rows } = await sql`
    update refresh_family family set generation = generation + 1, previous_hash = current_hash, current_hash = ${next},
      nonce = ${nonce}, rotated_at = now_at()
    from device_session session join account on account.id = session.account_id
    where family.session_id = ${sessionId} and family.current_hash = ${hash} and session.id = family.session_id
      and session.means = 'tokens' and ${sessionLives}
    returning family.session_id`.execute(db)
  return rows.length === 1
}

/** How a token stands to its family, for one that could not be rotated. */
export async function standing(
  db: Database,
  {
    sessionId,
    hash,
    graceMs,
  }: { readonly sessionId: string; readonly hash: Buffer; readonly graceMs: number },
) {
  const { rows } = await sql<{
    accountId: string
    live: boolean
    /** The token before the newest, within the grace time: its answer may have been lost. */
    inGrace: boolean
    nonce: Buffer
  }>`
    select session.account_id, session.means = 'tokens' and ${sessionLives} as live,
      coalesce(family.previous_hash = ${hash} and now_at() < family.rotated_at + ${graceMs} * interval '1 ms', false) as in_grace,
      family.nonce
    from refresh_family family join device_session session on session.id = family.session_id
      join account on account.id = session.account_id
    where family.session_id = ${sessionId}`.execute(db)
  return rows[0]
}
