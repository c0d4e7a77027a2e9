import { createHash } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import * as keptAnswers from '@shiplap/db/queries/kept-answers'
import { refuse } from '@shiplap/domain/refusal'
import type { Context } from '../context.ts'
import type { Route } from './route.ts'

/** What is sent back. */
export type Answer = { readonly status: number; readonly body: string }

/** Rows that change something for somebody who is signed in take a key; what they answer holds no credential. */
export const takesKey = ({ method, signedIn }: Route) => signedIn && method !== 'GET'

/** The Idempotency-Key of a request; null where it has none. */
export function keyOf({ headers }: IncomingMessage): string | null {
  const key = headers['idempotency-key']
  if (key === undefined) return null
  if (typeof key === 'string' && /^[\x21-\x7e]{1,255}$/.test(key)) return key
  return refuse('request.invalid', { fields: ['Idempotency-Key: must be 1 to 255 visible characters'] })
}

/**
 * Acts once under a key: the same request again gets the answer of the first, another one under the same key is refused.
 * What was refused did nothing, so its key is free again. Should a process die between the act and its answer, the act
 * is made once more under a key of its own that follows from this one.
 */
export async function once(
  context: Context,
  {
    key,
    route,
    input,
    act,
  }: {
    readonly key: string
    readonly route: Route
    readonly input: unknown
    readonly act: () => Promise<Answer>
  },
): Promise<Answer & { readonly isRepeat: boolean }> {
  const identity = await context.identify()
  if (identity === null) return { ...(await act()), isRepeat: false } // which refuses it
  const mine = { accountId: identity.account.id, keyHash: hash(key) }
  const requestHash = hash(JSON.stringify([route.method, route.path, input]))
  const kept = await keptAnswers.claim(context.db, { ...mine, requestHash, busyMs })
  if (kept === null) {
    const answer = await act().catch(async (error: unknown) => {
      await keptAnswers.giveUp(context.db, mine)
      throw error
    })
    await keptAnswers.keep(context.db, { ...mine, ...answer })
    return { ...answer, isRepeat: false }
  }
  const { isSameRequest, status, body } = kept
  if (!isSameRequest) refuse('request.key-reused')
  if (status === null || body === null) refuse('request.at-work', { retryAfterMs: 1_000 })
  return { status, body, isRepeat: true }
}

/** Longer than any request takes. */
const busyMs = 60_000

/** The key that an act itself carries, where its caller named one for the request alone. A version 4 UUID by its marks. */
export function actKeyFrom(key: string): string {
  const bytes = hash(`act ${key}`).subarray(0, 16)
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x40, 6)
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8)
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}

const hash = (text: string) => createHash('sha256').update(text).digest()
