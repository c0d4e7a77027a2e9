import { SignJWT } from 'jose'
import { beforeAll, expect, test } from 'vitest'
import {
  importPublicKey,
  importSecretKey,
  type NewSigningKey,
  newSigningKey,
  signAccessToken,
  verifyAccessToken,
} from './access-token.ts'

const origin = 'https://lap.example.org'
const now = new Date('2026-05-01T12:00:00Z')
const claims = {
  accountId: '01890000-0000-7000-8000-000000000001',
  sessionId: '01890000-0000-7000-8000-000000000002',
}
const lifeMs = 900_000
const later = (ms: number) => new Date(now.getTime() + ms)

let signing: NewSigningKey
let key: Awaited<ReturnType<typeof importSecretKey>>
let publicKey: Awaited<ReturnType<typeof importPublicKey>>
beforeAll(async () => {
  signing = await newSigningKey()
  key = await importSecretKey(signing.secretJwk)
  publicKey = await importPublicKey(signing.publicJwk)
})

const keyOf = async (kid: string) => (kid === signing.kid ? publicKey : null)
const sign = (at = now) => signAccessToken(claims, { kid: signing.kid, key, origin, now: at, lifeMs })
const verify = (token: string, at = now) => verifyAccessToken(token, { keyOf, origin, now: at })
/** A token of our key with something about it changed. */
const forge = (header: object, payload: object) => {
  const at = now.getTime() / 1000
  const whole = {
    sub: claims.accountId,
    sid: claims.sessionId,
    iss: origin,
    aud: `${origin}/api`,
    iat: at,
    exp: at + 900,
    ...payload,
  }
  return new SignJWT(Object.fromEntries(Object.entries(whole).filter(([, value]) => value !== undefined)))
    .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid: signing.kid, ...header })
    .sign(key)
}

test('a token says for whom it speaks until its time is over, with five seconds for clocks', async () => {
  const token = await sign()
  expect(await verify(token)).toEqual({ ...claims, expiresAt: now.getTime() + lifeMs })
  expect(await verify(token, later(lifeMs + 4_000))).not.toBeNull()
  expect(await verify(token, later(lifeMs + 6_000))).toBeNull()
  expect(await verify(await forge({}, {}))).not.toBeNull()
})

test('the public half tells its key, algorithm and use, and nothing secret', () => {
  expect(signing.publicJwk).toMatchObject({
    kid: signing.kid,
    alg: 'ES256',
    use: 'sig',
    kty: 'EC',
    crv: 'P-256',
  })
  expect(signing.publicJwk).not.toHaveProperty('d')
  expect(JSON.parse(signing.secretJwk)).toHaveProperty('d')
})

test('anything else about a token of our own key is refused', async () => {
  const bad: readonly (readonly [string, object, object])[] = [
    ['another kind of token', { typ: 'jwt' }, {}],
    ['no kind', { typ: undefined }, {}],
    ['an unknown key', { kid: 'other' }, {}],
    ['a key like a path', { kid: '../../dev/null' }, {}],
    ['no key', { kid: undefined }, {}],
    ['another issuer', {}, { iss: 'https://evil.example' }],
    ['another audience', {}, { aud: origin }],
    ['no audience', {}, { aud: undefined }],
    ['no expiry', {}, { exp: undefined }],
    ['an expiry as text', {}, { exp: '9999999999' }],
    ['no time of issue', {}, { iat: undefined }],
    ['no subject', {}, { sub: undefined }],
    ['a subject that is no id', {}, { sub: 'admin' }],
    ['a subject with something after it', {}, { sub: `${claims.accountId}0` }],
    ['a subject with something before it', {}, { sub: `0${claims.accountId}` }],
    ['no session', {}, { sid: undefined }],
    ['a session that is no id', {}, { sid: 7 }],
    ['a session in a list', {}, { sid: [claims.sessionId] }],
    ['a time of its own to begin', {}, { nbf: now.getTime() / 1000 + 60 }],
  ]
  for (const [what, header, payload] of bad)
    expect([what, await verify(await forge(header, payload))]).toEqual([what, null])
})

test('junk, other algorithms and keys of others are refused, and 2 KB is the most that is looked at', async () => {
  const token = await sign()
  const [header = '', payload = '', signature = ''] = token.split('.')
  const other = await newSigningKey()
  const stranger = await signAccessToken(claims, {
    kid: signing.kid,
    key: await importSecretKey(other.secretJwk),
    origin,
    now,
    lifeMs,
  })
  const none = `${Buffer.from(JSON.stringify({ alg: 'none', typ: 'at+jwt', kid: signing.kid })).toString('base64url')}.${payload}.`
  const symmetric = await new SignJWT({ sid: claims.sessionId })
    .setProtectedHeader({ alg: 'HS256', typ: 'at+jwt', kid: signing.kid })
    .sign(new TextEncoder().encode(JSON.stringify(signing.publicJwk)))
  for (const bad of [
    '',
    'junk',
    `${header}.${payload}.`,
    `${header}.${payload}`,
    `${header}.${payload}.${signature.slice(4)}AAAA`,
    stranger,
    none,
    symmetric,
  ])
    expect([bad, await verify(bad)]).toEqual([bad, null])
  const long = await forge({}, { pad: 'x'.repeat(3_000) })
  expect(await verify(long)).toBeNull()
})

test('a fault in finding the key is a fault, not a refusal', async () => {
  const token = await sign()
  const broken = verifyAccessToken(token, {
    keyOf: () => Promise.reject(new Error('no database')),
    origin,
    now,
  })
  await expect(broken).rejects.toThrow('no database')
})
