import { sql } from 'kysely'
import type { Database, Tx } from '../connect.ts'
import type { Role } from './accounts.ts'

/** A page of accounts for administrators, by name, from after `after`. */
export function page(
  db: Database,
  {
    search,
    after,
    limit,
  }: { readonly search: string; readonly after: string | null; readonly limit: number },
) {
  return db
    .selectFrom('account')
    .select(['id', 'username', 'usernameKey', 'email', 'role', 'createdAt', 'disabledAt'])
    .select((select) => [
      select
        .selectFrom('deviceSession')
        .select((count) => count.fn.countAll<number>().as('count'))
        .whereRef('deviceSession.accountId', '=', 'account.id')
        .where('state', '=', 'active')
        .as('sessions'),
      select
        .selectFrom('deviceSession')
        .select((most) => most.fn.max('lastSeenAt').as('at'))
        .whereRef('deviceSession.accountId', '=', 'account.id')
        .as('lastSeenAt'),
    ])
    .where('deletedAt', 'is', null)
    .where((where) =>
      where(sql`strpos(username_key, ${search})`, '>', 0).or(
        sql`strpos(coalesce(email_key, ''), ${search})`,
        '>',
        0,
      ),
    )
    .where('usernameKey', '>', after ?? '')
    .orderBy('usernameKey')
    .limit(limit)
    .execute()
}

/** What the copies of its active sessions are named by. */
export function sessionKeys(db: Database, { id }: { readonly id: string }) {
  return db
    .selectFrom('deviceSession')
    .select(['id', 'tokenHash'])
    .where('accountId', '=', id)
    .where('state', '=', 'active')
    .execute()
}

/** Sets the role; false for an account that is not there, and for the last administrator, who stays one. */
export async function setRole(
  tx: Tx,
  { id, role }: { readonly id: string; readonly role: Role },
): Promise<boolean> {
  await lockAdmins(tx)
  const { rows } = await sql`
    update account set role = ${role} where id = ${id} and deleted_at is null and (
      ${role} = 'admin' or role <> 'admin' or (select count(*) from account
        where role = 'admin' and disabled_at is null and id <> ${id}) > 0)
    returning id`.execute(tx)
  return rows.length === 1
}

/** Keeps an account from signing in, or lets it again; false as for `setRole`. */
export async function setDisabled(
  tx: Tx,
  { id, disabled }: { readonly id: string; readonly disabled: boolean },
): Promise<boolean> {
  await lockAdmins(tx)
  const { rows } = await sql`
    update account set disabled_at = case when ${disabled} then now_at() end where id = ${id} and deleted_at is null
      and (not ${disabled} or role <> 'admin' or (select count(*) from account
        where role = 'admin' and disabled_at is null and id <> ${id}) > 0)
    returning id`.execute(tx)
  return rows.length === 1
}

/** Whether this place has an administrator who can sign in. */
export async function anyAdmin(db: Database): Promise<boolean> {
  const found = await db
    .selectFrom('account')
    .select('id')
    .where('role', '=', 'admin')
    .where('disabledAt', 'is', null)
    .limit(1)
    .executeTakeFirst()
  return found !== undefined
}

/** Whether anybody has ever registered here. */
export async function anyAccount(db: Database): Promise<boolean> {
  const found = await db.selectFrom('account').select('id').limit(1).executeTakeFirst()
  return found !== undefined
}

/** One change of who administers at a time, so that two last administrators cannot remove each other. */
export async function lockAdmins(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('shiplap admins'))`.execute(tx)
}
