import { hkdfSync } from 'node:crypto'

/** A key for one purpose from the instance's secret, so that no two uses share a key. */
export function deriveKey(secret: string, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, 'shiplap', purpose, 32))
}
