import type { IncomingMessage } from 'node:http'
import type { RefusalReason } from '@shiplap/domain/refusal'

export const bodyLimit = 256 * 1024
export const batchLimit = 10

/**
 * Why a tRPC request over HTTP is turned away before it is read, or null. A call that could come from another site's
 * page (a form, an image, a fetch without CORS) is never let through: only JSON, and only from our own origin.
 */
export function whyNotRequest(request: IncomingMessage, path: string, origin: string): RefusalReason | null {
  if (path.split(',').length > batchLimit) return 'request.too-large'
  if (!isDecodable(path)) return 'request.unknown-path'
  if (request.method === 'GET') return null
  if (request.method !== 'POST') return 'request.method'
  const { 'content-type': type, 'content-length': length, 'content-encoding': encoding } = request.headers
  if (type?.split(';')[0]?.trim().toLowerCase() !== 'application/json') return 'request.content-type'
  if (encoding !== undefined && encoding !== 'identity') return 'request.content-type'
  if (Number(length) > bodyLimit) return 'request.too-large'
  return isForeign(request, origin) ? 'request.foreign-origin' : null
}

/** True when a browser says that the request comes from a page of another origin. Programs send neither header. */
export function isForeign(request: IncomingMessage, origin: string): boolean {
  const site = request.headers['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return true
  const from = request.headers.origin
  return from !== undefined && from !== origin
}

/** False for escapes that stand for no text, such as %FF: decoding them throws. */
function isDecodable(path: string): boolean {
  try {
    decodeURIComponent(path)
    return true
  } catch {
    return false
  }
}
