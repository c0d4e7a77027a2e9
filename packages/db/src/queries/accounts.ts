import { sql } from 'kysely'
import type { Database, Tx } from '../connect.ts'
import { isUniqueViolation } from '../outage.ts'

export type Role = 'member' | 'verifier' | 'moderator' | 'admin'

/** Adds an account; undefined when the username is taken, or the address is. */
export function insert(
  db: Database,
  values: {
    readonly username: string
    readonly usernameKey: string
    readonly passwordHash: string | null
    readonly email?: string | null
    readonly emailKey?: string | null
    readonly role?: Role
  },
) {
  return db
    .insertInto('account')
    .values(values)
    .onConflict((conflict) => conflict.doNothing())
    .returning(['id', 'username', 'role', 'epoch'])
    .executeTakeFirst()
}

/** The account that signs in under `key`, which is the key of its username or of its address. */
export function byLogin(db: Database, { key }: { readonly key: string }) {
  return db
    .selectFrom('account')
    .select(['id', 'username', 'role', 'epoch', 'passwordHash', 'email', 'disabledAt'])
    .where((where) => where.or([where('usernameKey', '=', key), where('emailKey', '=', key)]))
    .where('deletedAt', 'is', null)
    .executeTakeFirst()
}

/** The account as its owner sees it. */
export function byId(db: Database, { id }: { readonly id: string }) {
  return db
    .selectFrom('account')
    .select(['id', 'username', 'email', 'role', 'epoch', 'createdAt', 'disabledAt', 'passwordHash'])
    .where('id', '=', id)
    .where('deletedAt', 'is', null)
    .executeTakeFirst()
}

/** What everybody may know of an account. */
export function profile(db: Database, by: { readonly id: string } | { readonly usernameKey: string }) {
  return db
    .selectFrom('account')
    .select(['id', 'username', 'role', 'createdAt'])
    .where((where) => ('id' in by ? where('id', '=', by.id) : where('usernameKey', '=', by.usernameKey)))
    .where('deletedAt', 'is', null)
    .executeTakeFirst()
}

/** The account that this address belongs to. */
export function byEmail(db: Database, { emailKey }: { readonly emailKey: string }) {
  return db
    .selectFrom('account')
    .select(['id', 'username', 'role', 'epoch', 'email', 'disabledAt'])
    .where('emailKey', '=', emailKey)
    .executeTakeFirst()
}

export async function isUsernameTaken(db: Database, { key }: { readonly key: string }): Promise<boolean> {
  const found = await db.selectFrom('account').select('id').where('usernameKey', '=', key).executeTakeFirst()
  return found !== undefined
}

/** Stores the same password under a newer cost or pepper, unless it was changed in the meantime. */
export async function rehash(
  db: Database,
  { id, from, to }: { readonly id: string; readonly from: string; readonly to: string },
): Promise<void> {
  await db
    .updateTable('account')
    .set({ passwordHash: to })
    .where('id', '=', id)
    .where('passwordHash', '=', from)
    .execute()
}

export async function setPassword(
  tx: Tx,
  { id, passwordHash }: { readonly id: string; readonly passwordHash: string },
): Promise<void> {
  await tx.updateTable('account').set({ passwordHash }).where('id', '=', id).execute()
}

/** Gives the account this name; false when another account has it. */
export async function setUsername(
  db: Database,
  {
    id,
    username,
    usernameKey,
  }: { readonly id: string; readonly username: string; readonly usernameKey: string },
): Promise<boolean> {
  return unlessTaken(
    sql`
    update account set username = ${username}, username_key = ${usernameKey} where id = ${id} and not exists (
      select from account other where other.username_key = ${usernameKey} and other.id <> ${id})
    returning id`.execute(db),
    'account_username_key_key',
  )
}

/** True when the change was made; false when another account has the value, or took it at the same moment. */
async function unlessTaken(
  change: Promise<{ readonly rows: readonly unknown[] }>,
  index: string,
): Promise<boolean> {
  try {
    return (await change).rows.length === 1
  } catch (error) {
    if (isUniqueViolation(error, index)) return false
    throw error
  }
}

/** Gives the account this address; false when it belongs to another account. The transaction may be over then. */
export async function setEmail(
  tx: Tx,
  {
    id,
    email,
    emailKey,
  }: { readonly id: string; readonly email: string | null; readonly emailKey: string | null },
): Promise<boolean> {
  return unlessTaken(
    sql`
    update account set email = ${email}, email_key = ${emailKey} where id = ${id} and not exists (
      select from account other where other.email_key = ${emailKey} and other.id <> ${id})
    returning id`.execute(tx),
    'account_email_key_key',
  )
}

/** Ends every device session of the account, and those that are about to open: they carry the epoch before this one. */
export async function raiseEpoch(tx: Tx, { id }: { readonly id: string }): Promise<void> {
  await tx
    .updateTable('account')
    .set((set) => ({ epoch: set('epoch', '+', 1) }))
    .where('id', '=', id)
    .execute()
}

/** Takes everything of the person out of the row; the row stays for what others built on it. */
export async function anonymise(tx: Tx, { id }: { readonly id: string }): Promise<void> {
  const name = `gone-${id.slice(-12)}`
  await sql`
    update account set username = ${name}, username_key = ${name}, email = null, email_key = null, password_hash = null,
      role = 'member', epoch = epoch + 1, deleted_at = now_at() where id = ${id}`.execute(tx)
  // The sessions stay for a while, so that what they opened is told why it ended; nothing of the person is left in them.
  await sql`
    update device set type = 'othr', vendor_uuid = null, cookie_hash = null, name = 'Deleted' where account_id = ${id}`.execute(
    tx,
  )
  await tx
    .updateTable('deviceSession')
    .set({ ip: null, userAgent: null })
    .where('accountId', '=', id)
    .execute()
  await tx.deleteFrom('mailToken').where('accountId', '=', id).execute()
  await tx.deleteFrom('accountEvent').where('accountId', '=', id).execute()
  await tx.deleteFrom('accountExport').where('accountId', '=', id).execute()
}
