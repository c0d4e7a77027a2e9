import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { deriveKey } from './derived-key.ts'

/** Encrypts what must pass through the database without being readable there (AES-256-GCM). `purpose` must match to open it. */
export function seal(
  text: string,
  { secret, purpose }: { readonly secret: string; readonly purpose: string },
): Buffer {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', deriveKey(secret, `seal ${purpose}`), nonce)
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), body])
}

/** @throws when it was sealed with another secret or for another purpose, or was changed. */
export function unseal(
  sealed: Uint8Array,
  { secret, purpose }: { readonly secret: string; readonly purpose: string },
): string {
  const bytes = Buffer.from(sealed)
  const cipher = createDecipheriv('aes-256-gcm', deriveKey(secret, `seal ${purpose}`), bytes.subarray(0, 12))
  cipher.setAuthTag(bytes.subarray(12, 28))
  return Buffer.concat([cipher.update(bytes.subarray(28)), cipher.final()]).toString('utf8')
}
