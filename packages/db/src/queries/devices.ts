import type { Database } from '../connect.ts'

/** Gives a device of this account a name; false when it is not theirs. */
export async function rename(
  db: Database,
  { id, accountId, name }: { readonly id: string; readonly accountId: string; readonly name: string },
): Promise<boolean> {
  const renamed = await db
    .updateTable('device')
    .set({ name })
    .where('id', '=', id)
    .where('accountId', '=', accountId)
    .executeTakeFirst()
  return renamed.numUpdatedRows === 1n
}

/** True when the browser with this device cookie has signed in to the account before. */
export async function isKnown(
  db: Database,
  { accountId, cookieHash }: { readonly accountId: string; readonly cookieHash: Buffer },
): Promise<boolean> {
  const found = await db
    .selectFrom('device')
    .select('id')
    .where('accountId', '=', accountId)
    .where('cookieHash', '=', cookieHash)
    .executeTakeFirst()
  return found !== undefined
}

/** True when a device that names itself like this has signed in to the account of this address before. */
export async function isKnownTo(
  db: Database,
  {
    emailKey,
    type,
    vendorUuid,
    cookieHash,
  }: {
    readonly emailKey: string
    readonly type: 'mobi' | 'othr'
    readonly vendorUuid: string | null
    readonly cookieHash: Buffer | null
  },
): Promise<boolean> {
  const found = await db
    .selectFrom('device')
    .innerJoin('account', 'account.id', 'device.accountId')
    .select('device.id')
    .where('account.emailKey', '=', emailKey)
    .where((where) =>
      where.or([
        where('device.cookieHash', '=', cookieHash),
        where.and([where('device.type', '=', type), where('device.vendorUuid', '=', vendorUuid)]),
      ]),
    )
    .executeTakeFirst()
  return found !== undefined
}

export function byId(db: Database, { id, accountId }: { readonly id: string; readonly accountId: string }) {
  return db
    .selectFrom('device')
    .select(['id', 'name', 'type', 'vendorUuid', 'createdAt'])
    .where('id', '=', id)
    .where('accountId', '=', accountId)
    .executeTakeFirst()
}
