import type { IncomingMessage, ServerResponse } from 'node:http'
import { isIP } from 'node:net'
import type { Visitor } from './context.ts'
import { newRequestId } from './request-id.ts'

/** What the request tells of who asks. `response` is missing where there is none to put cookies on. */
export function visitorOf(
  request: IncomingMessage,
  { trustedProxies, response }: { readonly trustedProxies: number; readonly response?: ServerResponse },
): Visitor {
  const { cookie, authorization } = request.headers
  const agent = request.headers['user-agent']
  return {
    requestId: newRequestId(),
    ip: clientAddress(request, trustedProxies),
    userAgent: agent === undefined ? null : printable(agent).slice(0, 300),
    cookies: cookie ?? null,
    authorization: authorization ?? null,
    setCookie: response === undefined ? noCookie : (value) => void response.appendHeader('set-cookie', value),
    takesCookies: response !== undefined,
  }
}

/**
 * The address of the client: with n trusted proxies the n-th entry of X-Forwarded-For from the right, which is the one
 * that our outermost proxy wrote; whatever stands left of it was written by the client and means nothing. Null where that
 * is no address.
 */
export function clientAddress(request: IncomingMessage, trustedProxies: number): string | null {
  const told = forwardedFor(request, trustedProxies)
  if (told) return bareAddress(told)
  const direct = request.socket.remoteAddress ?? ''
  return direct.includes(':') ? bareAddress(direct) : direct || null
}

function forwardedFor(request: IncomingMessage, trustedProxies: number): string | undefined {
  if (trustedProxies === 0) return undefined
  const entries = String(request.headers['x-forwarded-for'] ?? '').split(',')
  return entries.at(-trustedProxies)?.trim()
}

/** Without what some write around an address: a port, brackets, a zone of their own machine, IPv6 clothes on IPv4. */
function bareAddress(written: string): string | null {
  const bare = written
    .replace(/^\[([^\]]*)\](?::\d+)?$/, '$1')
    .replace(/^(\d+(?:\.\d+){3}):\d+$/, '$1')
    .replace(/%.*$/, '')
    .replace(/^::ffff:(?=\d+\.)/i, '')
  return isIP(bare) === 0 ? null : bare
}

const noCookie = () => {}

const printable = (value: string) => value.replace(/[^\x20-\x7e]/g, '')
