import { sql } from 'kysely'
import type { Database, Tx } from '../connect.ts'

/** Every key whose tokens may still be good, newest first. */
export async function known(db: Database, { withinMs }: { readonly withinMs: number }) {
  const { rows } = await sql<{
    kid: string
    publicJwk: Record<string, unknown>
    sealedSecret: Buffer
    ageMs: number
  }>`
    select kid, public_jwk, sealed_secret, extract(epoch from now_at() - created_at)::float8 * 1000 as age_ms
    from signing_key where created_at > now_at() - ${withinMs} * interval '1 ms'
    order by created_at desc, kid`.execute(db)
  return rows
}

/** Makes every other process that wants to add a key wait until this transaction ends. */
export async function lock(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('shiplap signing keys'))`.execute(tx)
}

export async function add(
  tx: Tx,
  key: { readonly kid: string; readonly publicJwk: object; readonly sealedSecret: Buffer },
): Promise<void> {
  await sql`
    insert into signing_key (kid, public_jwk, sealed_secret)
    values (${key.kid}, ${JSON.stringify(key.publicJwk)}, ${key.sealedSecret})`.execute(tx)
}
