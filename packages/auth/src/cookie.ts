import { isToken } from './session-token.ts'

/** Writes and reads one cookie of ours. `read` gives null for whatever cannot be a token. */
export type TokenCookie = {
  readonly name: string
  readonly read: (cookieHeader: string | undefined) => string | null
  readonly set: (token: string, maxAgeSeconds: number) => string
  readonly clear: () => string
}

/**
 * The cookie that carries a device session: `__Host-shiplap`, http-only, Secure, SameSite=Lax. Browsers take Secure
 * cookies from https and from loopback. An instance on plain http elsewhere must say so (`plainHttp`), since whoever
 * listens on that network can take its sessions; its cookie is called `shiplap` and lacks Secure.
 *
 * @throws when `origin` is plain http beyond loopback and `plainHttp` is not set.
 */
export function sessionCookie({
  origin,
  plainHttp = false,
}: {
  readonly origin: string
  readonly plainHttp?: boolean
}): TokenCookie {
  return tokenCookie({ base: 'shiplap', origin, plainHttp })
}

/** The cookie by which a browser is known again as a device of an account, also when signed out. It opens nothing by itself. */
export function deviceCookie({
  origin,
  plainHttp = false,
}: {
  readonly origin: string
  readonly plainHttp?: boolean
}): TokenCookie {
  return tokenCookie({ base: 'shiplap-device', origin, plainHttp })
}

function tokenCookie({
  base,
  origin,
  plainHttp,
}: {
  readonly base: string
  readonly origin: string
  readonly plainHttp: boolean
}): TokenCookie {
  const secure = takesSecureCookies(origin)
  if (!secure && !plainHttp)
    throw new Error(`${origin} is plain http: use https, or allow sessions over plain http in the settings`)
  const name = secure ? `__Host-${base}` : base
  const attributes = `Path=/; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`
  return {
    name,
    read: (header) => readToken(header, name),
    set: (token, maxAgeSeconds) => `${name}=${token}; Max-Age=${maxAgeSeconds}; ${attributes}`,
    clear: () => `${name}=; Max-Age=0; ${attributes}`,
  }
}

/** Null also when the cookie stands there twice: then one of the two was planted, and we do not choose. */
function readToken(header: string | undefined, name: string): string | null {
  const values = (header ?? '')
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${name}=`))
    .map((pair) => pair.slice(name.length + 1))
  const [value] = values
  return values.length === 1 && value !== undefined && isToken(value) ? value : null
}

function takesSecureCookies(origin: string): boolean {
  const { protocol, hostname } = new URL(origin)
  return (
    protocol === 'https:' ||
    hostname === 'localhost' ||
    hostname === '[::1]' ||
    hostname.endsWith('.localhost') ||
    /^127(\.\d{1,3}){3}$/.test(hostname)
  )
}
