import type { Database, Tx } from '../connect.ts'

/** Leaves a notice for somebody, once for each cause. */
export async function insert(
  tx: Tx,
  {
    accountId,
    kind,
    cause,
    body,
  }: {
    readonly accountId: string
    readonly kind: string
    readonly cause: string
    readonly body: Readonly<Record<string, unknown>>
  },
): Promise<void> {
  await tx
    .insertInto('notice')
    .values({ accountId, kind, cause, body: JSON.stringify(body) })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** Somebody's notices, the newest first. */
export function list(
  db: Database,
  {
    accountId,
    before,
    limit,
  }: { readonly accountId: string; readonly before: string | null; readonly limit: number },
) {
  return db
    .selectFrom('notice')
    .select(['id', 'kind', 'body', 'createdAt', 'readAt'])
    .where('accountId', '=', accountId)
    .$if(before !== null, (query) => query.where('id', '<', before))
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
}
