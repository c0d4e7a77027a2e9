import { hashToken } from '@shiplap/auth/session-token'
import * as accountEvents from '@shiplap/db/queries/account-events'
import * as accounts from '@shiplap/db/queries/accounts'
import * as devices from '@shiplap/db/queries/devices'
import { nameKey } from '@shiplap/domain/account'
import { mails } from '@shiplap/domain/mail'
import { refuse } from '@shiplap/domain/refusal'
import { z } from 'zod'
import * as inputs from '../account-inputs.ts'
import { afterAnswer } from '../after-answer.ts'
import type { Context } from '../context.ts'
import { text } from '../input.ts'
import { limited, minutes, spend } from '../limited.ts'
import { mail } from '../mailing.ts'
import { presentAccount } from '../present-account.ts'
import { deviceOf, requireCookies, signIn } from '../signing-in.ts'
import { endSessions } from '../signing-out.ts'
import { anyone } from '../trpc.ts'

/** Signs in by username or address. Says the same, after the same work, for a wrong password and for an unknown name. */
export const logIn = anyone
  .use(limited({ name: 'log-in', points: 60, perMs: minutes(5), by: 'address' }))
  .input(z.strictObject({ login: text(254, 1), password: inputs.password, ...inputs.signIn }))
  .mutation(async ({ ctx, input }) => {
    requireCookies(ctx, input.means)
    const account = await checkPassword(ctx, input)
    await endOther(ctx, account)
    const device = deviceOf(ctx, input)
    const session = await ctx.db.transaction().execute(async (tx) => {
      await warnAfterFailures(ctx, tx, account)
      return signIn(ctx, tx, { ...input, account, device, confirmedBy: 'password' })
    })
    return { account: presentAccount(account), tokens: await session.hand() }
  })

type Account = NonNullable<Awaited<ReturnType<typeof accounts.byLogin>>>

/**
 * Ten wrong passwords in a quarter of an hour, whatever the addresses they come from. A device that signed in to this
 * account before is counted by itself, so that a stranger's guesses do not lock the owner out.
 */
async function checkPassword(
  ctx: Context,
  { login, password }: { readonly login: string; readonly password: string },
): Promise<Account> {
  const key = nameKey(login.trim())
  const found = await accounts.byLogin(ctx.db, { key })
  const device = await knownDevice(ctx, found)
  const giveBack = await spend(ctx, {
    name: 'wrong password',
    key: device ?? `login ${key}`,
    points: 10,
    perMs: minutes(15),
  })
  const { ok, rehash } = await ctx.passwords
    .verify(password, found?.passwordHash ?? null)
    .catch(async (busy) => {
      await giveBack()
      throw busy
    })
  if (!ok || found === undefined) {
    if (found !== undefined) noteFailure(ctx, found)
    refuse('account.wrong-credentials')
  }
  await giveBack()
  if (found.disabledAt !== null) refuse('account.disabled')
  if (rehash) void storeAnew(ctx, found, password)
  return found
}

async function knownDevice(ctx: Context, account: Account | undefined): Promise<string | null> {
  const token = ctx.cookies.device.read(ctx.visitor.cookies ?? undefined)
  if (token === null) return null
  const cookieHash = hashToken(token)
  const accountId = account?.id ?? '00000000-0000-0000-0000-000000000000'
  const isKnown = await devices.isKnown(ctx.db, { accountId, cookieHash })
  return isKnown ? `device ${accountId} ${cookieHash.toString('base64url')}` : null
}

function noteFailure(ctx: Context, account: Account): void {
  const { ip, userAgent } = ctx.visitor
  afterAnswer(ctx, 'event lost', () =>
    accountEvents.add(ctx.db, { accountId: account.id, kind: 'sign-in-failed', ip, userAgent }),
  )
}

async function storeAnew(ctx: Context, account: Account, password: string): Promise<void> {
  try {
    const to = await ctx.passwords.hash(password)
    if (account.passwordHash !== null)
      await accounts.rehash(ctx.db, { id: account.id, from: account.passwordHash, to })
  } catch (error) {
    // The next sign-in tries again.
    ctx.log.warn({ err: error, accountId: account.id }, 'password not stored anew')
  }
}

/** One account at a time in one browser: the session of another one ends here. */
async function endOther(ctx: Context, account: Account): Promise<void> {
  const present = await ctx.identify()
  if (present === null || present.account.id === account.id || present.session.means !== 'cookie') return
  await endSessions(ctx, { accountId: present.account.id, which: { id: present.session.id }, by: 'replaced' })
}

async function warnAfterFailures(
  ctx: Context,
  tx: Parameters<typeof mail>[1],
  account: Account,
): Promise<void> {
  if (account.email === null) return
  const count = await accountEvents.countRecent(tx, {
    accountId: account.id,
    kind: 'sign-in-failed',
    withinMs: minutes(60),
  })
  const { username, email } = account
  if (count >= 5)
    await mail(ctx, tx, {
      to: email,
      ...mails.afterFailures({ username, count, origin: ctx.settings.origin }),
    })
}
