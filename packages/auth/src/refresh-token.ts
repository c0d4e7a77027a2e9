import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { deriveKey } from './derived-key.ts'
import { hashToken } from './session-token.ts'

/**
 * A refresh token: the id of its device session, 32 secret bytes and a mark that only we can make. The mark tells an old
 * token of ours, whose return means theft, from junk that anybody may send to end somebody's session.
 */
export type RefreshToken = { readonly token: string; readonly hash: Buffer }

export function newRefreshToken({ sessionId, secret }: Owner): RefreshToken {
  return write(randomBytes(32), { sessionId, secret })
}

/**
 * The token after `token`. The same nonce gives the same successor, so that two tabs which refresh at once, or one whose
 * answer was lost, are told the same without anything but hashes being stored.
 */
export function successorOf(
  token: string,
  { nonce, ...owner }: Owner & { readonly nonce: Buffer },
): RefreshToken {
  const key = deriveKey(owner.secret, 'refresh successor')
  return write(createHmac('sha256', key).update(nonce).update(token).digest(), owner)
}

/** What a refresh token says, or null when it is none of ours. */
export function readRefreshToken(
  text: string,
  secret: string,
): { readonly sessionId: string; readonly hash: Buffer } | null {
  if (!/^[A-Za-z0-9_-]{86}$/.test(text)) return null
  const bytes = Buffer.from(text, 'base64url')
  const [id, mark] = [bytes.subarray(0, 16), bytes.subarray(48)]
  if (!timingSafeEqual(mark, markOf(bytes.subarray(0, 48), secret))) return null
  return { sessionId: uuidFrom(id), hash: hashToken(text) }
}

type Owner = { readonly sessionId: string; readonly secret: string }

function write(random: Buffer, { sessionId, secret }: Owner): RefreshToken {
  const body = Buffer.concat([Buffer.from(sessionId.replaceAll('-', ''), 'hex'), random])
  const token = Buffer.concat([body, markOf(body, secret)]).toString('base64url')
  return { token, hash: hashToken(token) }
}

function markOf(body: Uint8Array, secret: string): Buffer {
  return createHmac('sha256', deriveKey(secret, 'refresh token')).update(body).digest().subarray(0, 16)
}

function uuidFrom(bytes: Buffer): string {
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
