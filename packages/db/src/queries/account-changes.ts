import { sql } from 'kysely'
import type { Database } from '../connect.ts'

/** The accounts of which something changed lately that copies are kept of: the account itself or its device sessions. */
export async function since(
  db: Database,
  { withinMs }: { readonly withinMs: number },
): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from account where changed_at > now_at() - ${withinMs} * interval '1 ms'
    union
    select account_id from device_session
    where greatest(ended_at, nullif(authenticated_at, created_at)) > now_at() - ${withinMs} * interval '1 ms'`.execute(
    db,
  )
  return rows.map((row) => row.id)
}
