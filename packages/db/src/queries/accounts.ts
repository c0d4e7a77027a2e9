import type { Database } from '../connect.ts'

/** Adds an account; undefined when the username or the e-mail is taken. */
export function insert(
  db: Database,
  values: {
    readonly username: string
    readonly usernameKey: string
    readonly email: string | null
    readonly emailKey: string | null
    readonly passwordHash: string
  },
) {
  return db
    .insertInto('account')
    .values(values)
    .onConflict((conflict) => conflict.doNothing())
    .returning(['id', 'username', 'role', 'epoch'])
    .executeTakeFirst()
}

/** The account that signs in under `key`, which is the key of its username or of its e-mail. */
export function byLogin(db: Database, { key }: { readonly key: string }) {
  return db
    .selectFrom('account')
    .select(['id', 'username', 'role', 'epoch', 'passwordHash'])
    .where((where) => where.or([where('usernameKey', '=', key), where('emailKey', '=', key)]))
    .executeTakeFirst()
}

/** Whether this place has an administrator yet. */
export async function anyAdmin(db: Database): Promise<boolean> {
  const found = await db
    .selectFrom('account')
    .select('id')
    .where('role', '=', 'admin')
    .limit(1)
    .executeTakeFirst()
  return found !== undefined
}
