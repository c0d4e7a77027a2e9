import { randomBytes } from 'node:crypto'
import { nameKey, type Role } from '@shiplap/domain/account'
import type { Database } from './connect.ts'
import * as accounts from './queries/accounts.ts'
import * as accountsAdmin from './queries/accounts-admin.ts'
import * as signIns from './queries/sign-ins.ts'

/** Adds an account and answers its id; with `email`, its address is confirmed. */
export async function addAccount(
  db: Database,
  { username, email = null }: { readonly username: string; readonly email?: string | null },
): Promise<string> {
  const made = await accounts.insert(db, {
    username,
    usernameKey: username,
    email,
    emailKey: email,
    passwordHash: 'x',
  })
  if (made === undefined) throw new Error(`${username} is taken`)
  return made.id
}

/** Gives somebody a role, as if whoever runs the place had done so. */
export async function giveRole(
  db: Database,
  { username, role }: { readonly username: string; readonly role: Role },
): Promise<void> {
  const account = await accounts.byLogin(db, { key: nameKey(username) })
  if (account === undefined) throw new Error(`there is no ${username}`)
  await db.transaction().execute((tx) => accountsAdmin.setRole(tx, { id: account.id, role }))
}

/** Opens a session of an hour, by a cookie on a device of its own unless told otherwise. */
export async function openSession(
  db: Database,
  {
    accountId,
    device = {},
    tokenHash = randomBytes(32),
    means = 'cookie',
    idleMs = 3_600_000,
    mostMs = null,
  }: {
    readonly accountId: string
    readonly device?: Partial<signIns.DeviceIdentity>
    readonly tokenHash?: Buffer
    readonly means?: 'cookie' | 'tokens'
    readonly idleMs?: number
    readonly mostMs?: number | null
  },
): Promise<signIns.Opened & { readonly tokenHash: Buffer }> {
  const opened = await db.transaction().execute((tx) =>
    signIns.open(tx, {
      accountId,
      device: { type: 'othr', vendorUuid: null, cookieHash: null, name: 'Test', ...device },
      means,
      confirmedBy: 'password',
      tokenHash: means === 'cookie' ? tokenHash : null,
      ip: '127.0.0.1',
      userAgent: null,
      idleMs,
      mostMs,
    }),
  )
  if (opened === null) throw new Error('the account may not sign in')
  return { ...opened, tokenHash }
}
