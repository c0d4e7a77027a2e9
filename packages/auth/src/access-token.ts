import {
  type CryptoKey,
  errors,
  exportJWK,
  generateKeyPair,
  importJWK,
  type JWK,
  jwtVerify,
  SignJWT,
} from 'jose'

const algorithm = 'ES256'
const type = 'at+jwt'

/** A key that signs access tokens, as it is kept: the public half as published, the secret half to be sealed. */
export type NewSigningKey = { readonly kid: string; readonly publicJwk: JWK; readonly secretJwk: string }

export async function newSigningKey(): Promise<NewSigningKey> {
  const { publicKey, privateKey } = await generateKeyPair(algorithm, { extractable: true })
  const kid = crypto.randomUUID()
  const publicJwk = { ...(await exportJWK(publicKey)), kid, alg: algorithm, use: 'sig' }
  return { kid, publicJwk, secretJwk: JSON.stringify(await exportJWK(privateKey)) }
}

export async function importSecretKey(secretJwk: string): Promise<CryptoKey> {
  return (await importJWK(JSON.parse(secretJwk), algorithm)) as CryptoKey // bytes only for symmetric keys
}

export async function importPublicKey(publicJwk: JWK): Promise<CryptoKey> {
  return (await importJWK(publicJwk, algorithm)) as CryptoKey // bytes only for symmetric keys
}

/** Who an access token speaks for. */
export type AccessClaims = { readonly accountId: string; readonly sessionId: string }

/** A signed statement, good for a quarter of an hour at most, that its holder speaks for a device session. */
export function signAccessToken(
  { accountId, sessionId }: AccessClaims,
  {
    kid,
    key,
    origin,
    now,
    lifeMs,
  }: {
    readonly kid: string
    readonly key: CryptoKey
    readonly origin: string
    readonly now: Date
    readonly lifeMs: number
  },
): Promise<string> {
  const at = Math.floor(now.getTime() / 1000)
  return new SignJWT({ sid: sessionId })
    .setProtectedHeader({ alg: algorithm, typ: type, kid })
    .setSubject(accountId)
    .setIssuer(origin)
    .setAudience(`${origin}/api`)
    .setIssuedAt(at)
    .setExpirationTime(at + Math.floor(lifeMs / 1000))
    .sign(key)
}

/**
 * What an access token of ours says; null for any other text. Only our algorithm, only our keys (a key that the token
 * brings along or points to is not looked at), and nothing without an expiry.
 */
export async function verifyAccessToken(
  token: string,
  {
    keyOf,
    origin,
    now,
  }: {
    readonly keyOf: (kid: string) => Promise<CryptoKey | null>
    readonly origin: string
    readonly now: Date
  },
): Promise<(AccessClaims & { readonly expiresAt: number }) | null> {
  if (token.length > 2_048) return null
  try {
    const { payload } = await jwtVerify(token, async ({ kid }) => (await keyOf(kid ?? '')) ?? unknownKey(), {
      algorithms: [algorithm],
      issuer: origin,
      audience: `${origin}/api`,
      typ: type,
      requiredClaims: ['exp', 'iat', 'sub', 'sid'],
      currentDate: now,
      clockTolerance: 5,
    })
    const { sub, sid, exp } = payload
    if (!isUuid(sub) || !isUuid(sid) || exp === undefined) return null
    return { accountId: sub, sessionId: sid, expiresAt: exp * 1000 }
  } catch (error) {
    if (error instanceof UnknownKey || error instanceof errors.JOSEError) return null
    throw error
  }
}

class UnknownKey extends Error {}
const unknownKey = (): never => {
  throw new UnknownKey()
}
const isUuid = (value: unknown): value is string =>
  typeof value === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value)
