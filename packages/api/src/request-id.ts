import { randomFillSync } from 'node:crypto'

const bytes = 15
const drawn = Buffer.allocUnsafe(bytes * 256)
let at = drawn.length

/**
 * What names a request in the log and to whoever asked: 120 random bits as twenty letters in one piece. (Node makes a UUID
 * of twenty pieces, ten times its size, and a socket keeps its own for hours.)
 */
export function newRequestId(): string {
  if (at === drawn.length) {
    randomFillSync(drawn)
    at = 0
  }
  at += bytes
  return drawn.toString('base64url', at - bytes, at)
}
