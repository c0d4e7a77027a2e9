import { createHmac, createPrivateKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { unseal } from '@shiplap/auth/seal'
import type { TestApi } from './testing.ts'

/** Access tokens that must open nothing, by what is wrong with each, and one that opens its session: the check of the rest. */
export type Forgeries = { readonly good: string; readonly bad: Readonly<Record<string, string>> }

type Claims = Readonly<Record<string, unknown>>

/**
 * Spoils an access token of a living session in every way that verifiers are known to have fallen for: some are made
 * without our key, and some are signed with it, so that only what they say can be their fault.
 */
export async function forge(world: TestApi, accessToken: string): Promise<Forgeries> {
  const [header = '', payload = '', signature = ''] = accessToken.split('.')
  const [head, claims] = [opened(header), opened(payload)]
  const ours = await signingKey(world, String(head.kid))
  const own = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const published = await (await world.visitor().fetch('/.well-known/jwks.json')).text()
  const foreign = (more: Claims) => signed(own.privateKey, { ...head, ...more }, claims)
  const said = (more: Claims) => signed(ours, head, { ...claims, ...more })
  const hmac = (secret: string) => {
    const text = `${part({ ...head, alg: 'HS256' })}.${payload}`
    return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`
  }
  const now = Math.floor(Date.now() / 1_000)
  const without = (name: string) => said({ [name]: undefined })
  return {
    good: said({}),
    bad: {
      'alg none': `${part({ ...head, alg: 'none' })}.${payload}.`,
      'alg none without a key id': `${part({ alg: 'none', typ: 'at+jwt' })}.${payload}.`,
      'HS256 with the public key': hmac(published),
      'HS256 with a short secret': hmac('at-secret'),
      'a key of the caller’s own': foreign({}),
      'an embedded key': foreign({ jwk: own.publicKey.export({ format: 'jwk' }) }),
      'a key elsewhere': foreign({ jku: 'https://evil.example/jwks.json' }),
      'a certificate elsewhere': foreign({ x5u: 'https://evil.example/cert.pem' }),
      'an unknown key': foreign({ kid: 'nobody' }),
      'a key id like a path': foreign({ kid: '../../../dev/null' }),
      'a key id like SQL': foreign({ kid: "' or 1=1 --" }),
      'no key id': foreign({ kid: undefined }),
      'changed claims': `${header}.${part({ ...claims, sub: '00000000-0000-4000-8000-000000000000' })}.${signature}`,
      'no signature': `${header}.${payload}.`,
      'two parts': `${header}.${payload}`,
      'a signature of zeros': `${header}.${payload}.${'A'.repeat(86)}`,
      'expired a minute ago': said({ iat: now - 960, exp: now - 60 }),
      'good from tomorrow on': said({ nbf: now + 86_400, exp: now + 90_000 }),
      'no expiry': without('exp'),
      'an expiry in words': said({ exp: String(now + 900) }),
      'another audience': said({ aud: 'https://evil.example/api' }),
      'no audience': without('aud'),
      'another issuer': said({ iss: 'https://evil.example' }),
      'no issuer': without('iss'),
      'no account': without('sub'),
      'no session': without('sid'),
      'a session that is no id': said({ sid: "x' or 1=1 --" }),
      'a session that is not there': said({ sid: '00000000-0000-4000-8000-000000000000' }),
      'another type': signed(ours, { ...head, typ: 'JWT' }, claims),
      'a critical header': signed(ours, { ...head, crit: ['x'], x: 1 }, claims),
      '8 KB': `${header}.${'A'.repeat(8_000)}.${signature}`,
      junk: 'junk',
      'junk of the right length': 'x'.repeat(accessToken.length),
    },
  }
}

async function signingKey({ database, settings }: TestApi, kid: string): Promise<KeyObject> {
  const [row] = await database.rows<{ sealedSecret: Buffer }>`
    select sealed_secret from signing_key where kid = ${kid}`
  if (row === undefined) throw new Error('the token names no key of ours')
  const jwk = JSON.parse(unseal(row.sealedSecret, { secret: settings.pepper, purpose: kid }))
  return createPrivateKey({ key: jwk, format: 'jwk' })
}

function signed(key: KeyObject, head: Claims, claims: Claims): string {
  const text = `${part(head)}.${part(claims)}`
  const signature = sign('sha256', Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' })
  return `${text}.${signature.toString('base64url')}`
}

const part = (value: Claims) => Buffer.from(JSON.stringify(value)).toString('base64url')
const opened = (text: string): Claims => JSON.parse(Buffer.from(text, 'base64url').toString())
