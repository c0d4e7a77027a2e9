import { sessionCookie } from '@shiplap/auth/cookie'
import { newToken } from '@shiplap/auth/session-token'
import * as accounts from '@shiplap/db/queries/accounts'
import * as signIns from '@shiplap/db/queries/sign-ins'
import { nameKey, type Role } from '@shiplap/domain/account'
import type { TestApi } from './testing.ts'
import { linkFor } from './testing-mail.ts'
import type { TestVisitor } from './testing-visitor.ts'

export type TestPerson = TestVisitor & { readonly id: string; readonly username: string }

/** Somebody who is signed in, for tests that are about something else than signing in. They stay so for a year. */
export async function createPerson(
  world: TestApi,
  { username, role = 'member' }: { readonly username: string; readonly role?: Role },
): Promise<TestPerson> {
  const { db } = world.database
  const account = await accounts.insert(db, {
    username,
    usernameKey: nameKey(username),
    email: null,
    emailKey: null,
    passwordHash: 'nobody signs in with this',
  })
  if (account === undefined) throw new Error(`${username} is taken`)
  await db.updateTable('account').set({ role }).where('id', '=', account.id).execute()
  const visitor = world.visitor()
  await signIn(world, visitor, account.id)
  return { ...visitor, id: account.id, username }
}

/** Somebody who registered with a password and confirmed their address by the mailed link. */
export async function registerConfirmed(
  world: TestApi,
  { username, password }: { readonly username: string; readonly password: string },
) {
  const email = `${username}@example.org`
  const visitor = world.visitor()
  const { account } = await visitor.api.account.register.mutate({ username, password, email })
  await visitor.api.account.confirmEmail.mutate({ token: await linkFor(world, email) })
  return { username, email, visitor, id: account.id }
}

/** A program that registered by a password and holds tokens. */
export async function registerProgram(
  world: TestApi,
  { username, password }: { readonly username: string; readonly password: string },
) {
  const visitor = world.visitor()
  const { account, tokens } = await visitor.api.account.register.mutate({
    username,
    password,
    means: 'tokens',
  })
  if (tokens === null) throw new Error('tokens were asked for')
  return { username, visitor, account, tokens }
}

/** The same person at another browser. */
export async function atAnotherBrowser(world: TestApi, person: TestPerson): Promise<TestVisitor> {
  const visitor = world.visitor()
  await signIn(world, visitor, person.id)
  return visitor
}

async function signIn(world: TestApi, visitor: TestVisitor, accountId: string): Promise<void> {
  const { token, hash } = newToken()
  const session = {
    accountId,
    device: { type: 'othr', vendorUuid: null, cookieHash: null, name: 'Test browser' },
    means: 'cookie',
    confirmedBy: 'password',
    tokenHash: hash,
    ip: null,
    userAgent: null,
    idleMs: oneYearMs,
    mostMs: null,
  } as const
  await world.database.db.transaction().execute((tx) => signIns.open(tx, session))
  visitor.cookies.set(sessionCookie(world.settings).name, token)
}

const oneYearMs = 365 * 86_400_000
