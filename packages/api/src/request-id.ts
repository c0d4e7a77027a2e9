import { randomFillSync } from 'node:crypto'

const letters = 20
// Put into letters sixteen at a time: one by one that costs as much as all else about a name.
const drawn = Buffer.allocUnsafe(16 * ((letters * 6) / 8))
let names = ''
let at = 0

/**
 * What names a request in the log and to whoever asked: 120 random bits as twenty letters in one piece. (Node makes a UUID
 * of twenty pieces, ten times its size, and a socket keeps its own for hours.)
 */
export function newRequestId(): string {
  if (at === names.length) {
    names = randomFillSync(drawn).toString('base64url')
    at = 0
  }
  at += letters
  return names.slice(at - letters, at)
}
