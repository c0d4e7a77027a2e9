import { createHmac, randomInt } from 'node:crypto'
import { codeFrom } from '@shiplap/domain/one-time-code'
import { deriveKey } from './derived-key.ts'

/** A new code for the pending session `id`: six digits to mail, and the keyed hash to store. */
export function newCode({ id, secret }: { readonly id: string; readonly secret: string }): {
  readonly code: string
  readonly hash: Buffer
} {
  const code = codeFrom(randomInt(1_000_000))
  return { code, hash: hashCode(code, { id, secret }) }
}

/** Keyed, since a million codes are tried in no time; bound to `id`, so that one session's code says nothing about another's. */
export function hashCode(
  code: string,
  { id, secret }: { readonly id: string; readonly secret: string },
): Buffer {
  return createHmac('sha256', deriveKey(secret, 'one-time code')).update(`${id} ${code}`).digest()
}
