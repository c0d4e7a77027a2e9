import { sql } from 'kysely'
import type { Database, Tx } from '../connect.ts'

/** Notes that the effect of a kind on `key` happens in this transaction. False when it happened before. */
export async function claimEffect(
  tx: Tx,
  { kind, key }: { readonly kind: string; readonly key: string },
): Promise<boolean> {
  const made = await tx
    .insertInto('jobEffect')
    .values({ kind, effectKey: key })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return made.numInsertedOrUpdatedRows === 1n
}

/** Where an account can be written to. */
export function contactOf(db: Database, { accountId }: { readonly accountId: string }) {
  return db.selectFrom('account').select(['username', 'email']).where('id', '=', accountId).executeTakeFirst()
}

/** A device of an account, by the name its owner knows it by, and from where it signed in last. */
export function deviceOf(
  db: Database,
  { accountId, deviceId }: { readonly accountId: string; readonly deviceId: string },
) {
  return db
    .selectFrom('device')
    .select(['name', 'createdAt'])
    .select((select) =>
      select
        .selectFrom('deviceSession')
        .select(sql<string | null>`host(ip)`.as('ip'))
        .whereRef('deviceId', '=', 'device.id')
        .orderBy('createdAt', 'desc')
        .limit(1)
        .as('ip'),
    )
    .where('id', '=', deviceId)
    .where('accountId', '=', accountId)
    .executeTakeFirst()
}
