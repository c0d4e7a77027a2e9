import { hash, randomBytes } from 'node:crypto'

/** A new opaque credential: 32 random bytes for its holder, their SHA-256 for storing. */
export function newToken(): { readonly token: string; readonly hash: Buffer } {
  const token = randomBytes(32).toString('base64url')
  return { token, hash: hashToken(token) }
}

/** Under what a token is stored. A plain hash is enough: nobody can guess 256 random bits. */
export function hashToken(token: string): Buffer {
  return hash('sha256', token, 'buffer')
}

/** The same hash as text (base64url), for looking it up with each request: without a buffer it takes a third of the time. */
export function hashTokenAsText(token: string): string {
  return hash('sha256', token, 'base64url')
}

/** Whether `text` has the shape of a token of ours, so that junk is turned away before anything is asked. */
export function isToken(text: string): boolean {
  return /^[A-Za-z0-9_-]{43}$/.test(text)
}
