import { randomBytes } from 'node:crypto'
import { newRefreshToken } from '@shiplap/auth/refresh-token'
import { hashToken, newToken } from '@shiplap/auth/session-token'
import type { Tx } from '@shiplap/db/connect'
import * as accountEvents from '@shiplap/db/queries/account-events'
import * as refreshFamilies from '@shiplap/db/queries/refresh-families'
import * as signIns from '@shiplap/db/queries/sign-ins'
import { accessTokenMs, type DeviceType, lifetimeOf } from '@shiplap/domain/device'
import { refuse } from '@shiplap/domain/refusal'
import { enqueue } from '@shiplap/jobs/enqueue'
import type { Context } from './context.ts'
import { deviceNameOf } from './device-name.ts'
import { copyKeysOf } from './session.ts'

export type Means = 'cookie' | 'tokens'
export type SignInDevice = {
  readonly deviceId?: string
  readonly type: DeviceType
  readonly vendorUuid: string | null
  readonly cookieHash: Buffer | null
  readonly name: string
}
/** What a program signs in with: the access token goes with each call, the refresh token gets the next pair. */
export type Tokens = {
  readonly accessToken: string
  readonly refreshToken: string
  readonly expiresIn: number
}

type SignIn = {
  readonly sessionId?: string
  readonly account: { readonly id: string }
  readonly device: SignInDevice
  readonly means: Means
  readonly confirmedBy: 'password' | 'code' | 'setup'
  readonly stay: boolean
  /** True for an account that is being made right now, whose first device is no news. */
  readonly isFirst?: boolean
}

/**
 * Opens a device session within `tx`, with its event and the notice of a new device. `hand` gives the credential to the
 * visitor; call it after the commit, since before it nothing is signed in.
 */
export async function signIn(ctx: Context, tx: Tx, asked: SignIn) {
  const cookie = asked.means === 'cookie' ? newToken() : null
  const opened =
    (await signIns.open(tx, {
      ...(asked.sessionId === undefined ? {} : { id: asked.sessionId }),
      accountId: asked.account.id,
      device: asked.device,
      means: asked.means,
      confirmedBy: asked.confirmedBy,
      tokenHash: cookie?.hash ?? null,
      ip: ctx.visitor.ip,
      userAgent: ctx.visitor.userAgent,
      ...lifetimeOf({ type: asked.device.type, stay: asked.stay }, ctx.settings.accounts.lifetimes),
    })) ?? refuse('account.disabled')
  const refresh = asked.means === 'tokens' ? await beginFamily(ctx, tx, opened.id) : null
  await noteSignIn(ctx, tx, { ...asked, opened })

  return {
    sessionId: opened.id,
    deviceId: opened.deviceId,
    isNewDevice: opened.isNewDevice,
    isNew: opened.isNew,
    async hand(): Promise<Tokens | null> {
      // Of a session that is new there is no copy; to forget one would keep the session from being copied for a while.
      if (!opened.isNew)
        await ctx.copies.forget(copyKeysOf([{ id: opened.id, tokenHash: opened.replacedTokenHash }]))
      if (cookie !== null) setSessionCookie(ctx, cookie.token, asked)
      if (refresh === null) return null
      return tokensFor(ctx, { sessionId: opened.id, accountId: asked.account.id, refresh })
    },
  }
}

type AskedDevice = {
  readonly type: DeviceType
  readonly vendorUuid?: string | undefined
  readonly name?: string | undefined
}

/** Where a sign-in comes from: a phone by its vendor_uuid, a browser by its device cookie, anything else by its user agent. */
export function deviceOf(
  ctx: Context,
  {
    device,
    means,
  }: {
    readonly device?: AskedDevice | undefined
    readonly means: Means
  },
): SignInDevice {
  const type = device?.type ?? 'othr'
  const vendorUuid = device?.vendorUuid?.toLowerCase() ?? null
  if (type === 'mobi' && vendorUuid === null) refuse('device.vendor-uuid-missing')
  const known = means === 'cookie' && vendorUuid === null ? deviceCookieOf(ctx) : null
  return { type, vendorUuid, cookieHash: known, name: device?.name ?? deviceNameOf(ctx.visitor.userAgent) }
}

/** The hash of this browser's device cookie, which it gets now if it has none. */
function deviceCookieOf(ctx: Context): Buffer {
  const token = ctx.cookies.device.read(ctx.visitor.cookies ?? undefined) ?? newToken().token
  // Browsers keep a cookie for 400 days at most, so each use makes it new.
  ctx.visitor.setCookie(ctx.cookies.device.set(token, 400 * 24 * 60 * 60))
  return hashToken(token)
}

export function setSessionCookie(
  ctx: Context,
  token: string,
  { device, stay }: { readonly device: { readonly type: DeviceType }; readonly stay: boolean },
): void {
  const { idleMs } = lifetimeOf({ type: device.type, stay }, ctx.settings.accounts.lifetimes)
  ctx.visitor.setCookie(ctx.cookies.session.set(token, Math.floor(idleMs / 1000)))
}

export async function tokensFor(
  ctx: Context,
  {
    sessionId,
    accountId,
    refresh,
  }: { readonly sessionId: string; readonly accountId: string; readonly refresh: string },
): Promise<Tokens> {
  const accessToken = await ctx.accessKeys.sign({ accountId, sessionId })
  return { accessToken, refreshToken: refresh, expiresIn: accessTokenMs / 1000 }
}

async function beginFamily(ctx: Context, tx: Tx, sessionId: string): Promise<string> {
  const { token, hash } = newRefreshToken({ sessionId, secret: ctx.settings.pepper })
  await refreshFamilies.begin(tx, { sessionId, hash, nonce: randomBytes(16) })
  return token
}

async function noteSignIn(
  ctx: Context,
  tx: Tx,
  { account, device, opened, confirmedBy, isFirst = false }: SignIn & { readonly opened: signIns.Opened },
): Promise<void> {
  await accountEvents.add(tx, {
    accountId: account.id,
    kind: isFirst ? 'registered' : opened.isNewDevice ? 'signed-in-new-device' : 'signed-in',
    sessionId: opened.id,
    device: device.name,
    ip: ctx.visitor.ip,
    userAgent: ctx.visitor.userAgent,
    detail: confirmedBy,
  })
  if (opened.isNewDevice && !isFirst)
    await enqueue(tx, 'device.new', { accountId: account.id, deviceId: opened.deviceId })
}

/** A cookie cannot be set over a WebSocket; whoever signs in there wants tokens. */
export function requireCookies(
  ctx: { readonly visitor: { readonly takesCookies: boolean } },
  means: 'cookie' | 'tokens',
): void {
  if (means === 'cookie' && !ctx.visitor.takesCookies) refuse('account.cookies-need-http')
}
