import {
  type AccessClaims,
  importPublicKey,
  importSecretKey,
  newSigningKey,
  signAccessToken,
  verifyAccessToken,
} from '@shiplap/auth/access-token'
import { seal, unseal } from '@shiplap/auth/seal'
import type { Database } from '@shiplap/db/connect'
import * as signingKeys from '@shiplap/db/queries/signing-keys'
import { accessTokenMs } from '@shiplap/domain/device'

const day = 24 * 60 * 60_000
/** A key signs for a month; it is known for two days longer than its last token can be good. */
const signsMs = 30 * day
const knownMs = signsMs + 2 * day
/** How long what was read of the keys is used. A key that is not known is looked for at once, but not more often than this. */
const freshMs = 60_000
const lookAgainMs = 1_000

type Key = Awaited<ReturnType<typeof signingKeys.known>>[number]

/** Makes and reads access tokens, with keys that all processes share and that change by themselves. */
export type AccessKeys = {
  readonly sign: (claims: AccessClaims) => Promise<string>
  /** What a token of ours says, or null. Whether its session still lives is another question. */
  readonly read: (token: string) => Promise<AccessClaims | null>
  /** The public keys, as published. */
  readonly published: () => Promise<{ readonly keys: readonly object[] }>
  /** Begins to sign with a new key. Tokens of the older ones stay good for their time. */
  readonly rotate: () => Promise<void>
}

export function createAccessKeys({
  db,
  secret,
  origin,
  now,
  mostRemembered = 5_000,
}: {
  readonly db: Database
  readonly secret: string
  readonly origin: string
  readonly now: () => Date
  /** Tokens that are read from memory at most; those that were read first go first. */
  readonly mostRemembered?: number
}): AccessKeys {
  let keys: readonly Key[] = []
  let readAt = Number.NEGATIVE_INFINITY
  let finding: Promise<Key> | undefined
  const imported = new Map<string, ReturnType<typeof importPublicKey>>()
  const secrets = new Map<string, ReturnType<typeof importSecretKey>>()
  const remembered = new Map<string, AccessClaims & { readonly expiresAt: number }>()

  async function load(maxAgeMs: number): Promise<readonly Key[]> {
    if (performance.now() - readAt < maxAgeMs) return keys
    keys = await signingKeys.known(db, { withinMs: knownMs })
    readAt = performance.now()
    return keys
  }
  /** Answers the newest, which is a new one unless that which is there will do. */
  async function addKey(unless: (newest: Key | undefined) => boolean): Promise<Key> {
    const all = await db.transaction().execute(async (tx) => {
      await signingKeys.lock(tx)
      const before = await signingKeys.known(tx, { withinMs: knownMs })
      if (unless(before[0])) return before
      const { kid, publicJwk, secretJwk } = await newSigningKey()
      await signingKeys.add(tx, { kid, publicJwk, sealedSecret: seal(secretJwk, { secret, purpose: kid }) })
      return signingKeys.known(tx, { withinMs: knownMs })
    })
    keys = all
    readAt = performance.now()
    return all[0] as Key // there is one now
  }
  /** All who wait for it share one question, and one transaction when a new one is due. */
  function signingKey(): Promise<Key> {
    finding ??= findSigningKey().finally(() => {
      finding = undefined
    })
    return finding
  }
  async function findSigningKey(): Promise<Key> {
    const [newest] = await load(freshMs)
    return isGood(newest) ? newest : addKey(isGood)
  }
  function openSecret(kid: string, sealedSecret: Buffer) {
    const opened = importSecretKey(unseal(sealedSecret, { secret, purpose: kid }))
    secrets.set(kid, opened)
    return opened
  }
  async function keyOf(kid: string) {
    const known =
      (await load(freshMs)).find((key) => key.kid === kid) ??
      (await load(lookAgainMs)).find((key) => key.kid === kid)
    if (known === undefined) return null
    const key = imported.get(kid) ?? importPublicKey(known.publicJwk)
    imported.set(kid, key)
    return key
  }

  return {
    async sign(claims) {
      const { kid, sealedSecret } = await signingKey()
      const key = await (secrets.get(kid) ?? openSecret(kid, sealedSecret))
      return signAccessToken(claims, { kid, key, origin, now: now(), lifeMs: accessTokenMs })
    },
    async read(token) {
      const before = remembered.get(token)
      if (before !== undefined && before.expiresAt > now().getTime()) return before
      const claims = await verifyAccessToken(token, { keyOf, origin, now: now() })
      if (claims === null) return null
      const [oldest] = remembered.keys()
      if (remembered.size >= mostRemembered && oldest !== undefined) remembered.delete(oldest)
      remembered.set(token, claims)
      return claims
    },
    async published() {
      await signingKey()
      return { keys: (await load(freshMs)).map((key) => key.publicJwk) }
    },
    rotate: async () => void (await addKey(() => false)),
  }
}

const isGood = (key: Key | undefined): key is Key => key !== undefined && key.ageMs < signsMs
