import { hashTokenAsText } from '@shiplap/auth/session-token'
import { patienceMs } from '@shiplap/db/account-news'
import * as deviceSessions from '@shiplap/db/queries/device-sessions'
import type { EndedBy } from '@shiplap/domain/device'
import { copyMs } from './account-watch.ts'
import type { Identity, Services, Visitor } from './context.ts'
import { answerWithinMs, within } from './within.ts'

/** Who the visitor's credential belongs to; `endedBy` tells a former holder why it opens nothing any more. */
export type Examined = { readonly identity: Identity | null; readonly endedBy: EndedBy | null }

const nobody: Examined = { identity: null, endedBy: null }

/**
 * In the usual case one short question to PostgreSQL, whether anything has changed, for all who come at the same time; the
 * whole of it only where there is no copy or the copy may be out of date. An access token counts before the cookie, and a bad one is not made up for by a good cookie.
 */
export async function examine(services: Services, visitor: Visitor): Promise<Examined> {
  const held = await heldBy(services, visitor)
  if (held === null) return nobody
  const key = keyOf('id' in held ? held.id : held.hash)
  const askedAt = performance.now()
  const known = (await services.watch.hearsAll())
    ? await services.copies.get<Identity>(key, ({ account }) => account.id)
    : null
  if (known !== null) return { identity: known, endedBy: null }
  // Whoever waited in vain for news has that much less left to wait for the rest.
  const found = await within(
    Math.max(answerWithinMs - (performance.now() - askedAt), patienceMs),
    deviceSessions.byCredential(
      services.db,
      'id' in held ? held : { tokenHash: Buffer.from(held.hash, 'base64url') },
    ),
  )
  if (found === undefined || 'id' in held !== (found.means === 'tokens')) return nobody
  if (!found.live) return { identity: null, endedBy: found.endedBy }
  if (found.seenAgoMs > copyMs) await deviceSessions.touch(services.db, { id: found.id, ip: visitor.ip })
  const identity: Identity = {
    account: { id: found.accountId, username: found.username, role: found.role },
    session: { id: found.id, deviceId: found.deviceId, means: found.means },
  }
  services.copies.put(key, identity, Math.min(copyMs, found.leftMs))
  return { identity, endedBy: null }
}

/**
 * Whom a cookie stood for when it was last asked; null when that is not known here. A change may not have been heard yet,
 * so only what can be taken back may be begun on it.
 */
export function recall(services: Services, visitor: Visitor): Identity | null {
  const held = visitor.authorization === null ? heldByCookie(services, visitor) : null
  return held === null ? null : services.copies.near<Identity>(keyOf(held.hash))
}

/** What an access token names, or what a cookie's token is known by. */
type Held = { readonly id: string } | { readonly hash: string }

function heldBy(services: Services, visitor: Visitor): Promise<Held | null> | Held | null {
  if (visitor.authorization !== null) return namedBy(visitor.authorization, services.accessKeys)
  return heldByCookie(services, visitor)
}

function heldByCookie({ cookies }: Services, visitor: Visitor): { readonly hash: string } | null {
  const token = cookies.session.read(visitor.cookies ?? undefined)
  return token === null ? null : { hash: hashTokenAsText(token) }
}

async function namedBy(authorization: string, accessKeys: Services['accessKeys']): Promise<Held | null> {
  const token = /^Bearer ([^\s]+)$/i.exec(authorization)?.[1]
  const claims = token === undefined ? null : await accessKeys.read(token)
  return claims && { id: claims.sessionId }
}

/** Under what the copy of a session is kept: what its credential names. */
export function copyKey(credential: { readonly tokenHash: Buffer } | { readonly id: string }): string {
  return keyOf('id' in credential ? credential.id : credential.tokenHash.toString('base64url'))
}

const keyOf = (name: string) => `session:${name}`

/** The copies to forget when these sessions end or change. */
export function copyKeysOf(
  sessions: readonly { readonly id: string; readonly tokenHash: Buffer | null }[],
): readonly string[] {
  return sessions.flatMap(({ id, tokenHash }) => [
    copyKey({ id }),
    ...(tokenHash ? [copyKey({ tokenHash })] : []),
  ])
}
