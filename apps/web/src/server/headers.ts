import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { embedHosts } from '@shiplap/domain/video'

/**
 * Puts the security headers on an answer with a page, and hands the page the nonce of its content policy in the
 * request's own header, where Next looks for it.
 */
export function secureHeaders(
  request: IncomingMessage,
  response: ServerResponse,
  { origin, development }: { readonly origin: string; readonly development: boolean },
): void {
  const nonce = randomBytes(16).toString('base64')
  const policy = contentPolicy({ nonce, origin, development })
  request.headers['content-security-policy'] = policy
  request.headers['x-nonce'] = nonce
  // There are no server actions here; without this header Next never looks for one.
  delete request.headers['next-action']
  delete request.headers['x-middleware-subrequest']
  response.setHeader('content-security-policy', policy)
  response.setHeader('x-content-type-options', 'nosniff')
  response.setHeader('referrer-policy', 'strict-origin-when-cross-origin')
  response.setHeader('x-frame-options', 'DENY')
  response.setHeader('cross-origin-opener-policy', 'same-origin')
  response.setHeader('permissions-policy', 'camera=(), microphone=(), geolocation=(), browsing-topics=()')
}

/** Puts on an answer, whoever gives it, that this address is asked by https alone from now on. */
export function demandHttps(response: ServerResponse): void {
  response.setHeader('strict-transport-security', 'max-age=31536000; includeSubDomains')
}

function contentPolicy({
  nonce,
  origin,
  development,
}: {
  readonly nonce: string
  readonly origin: string
  readonly development: boolean
}): string {
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ''}`,
    `style-src 'self' ${development ? "'unsafe-inline'" : `'nonce-${nonce}'`}`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    `connect-src 'self' ${origin.replace(/^http/, 'ws')}`,
    `frame-src ${embedHosts.join(' ')}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ')
}
