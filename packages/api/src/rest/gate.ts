import type { IncomingMessage } from 'node:http'
import type { RefusalReason } from '@shiplap/domain/refusal'
import { bodyLimit, isForeign } from '../gate.ts'

/**
 * Why a REST request is turned away before it is read, or null: the rules of the tRPC door, but a request that sends
 * no body needs no content type.
 */
export function whyNotRest(request: IncomingMessage, origin: string): RefusalReason | null {
  if (request.method === 'GET' || request.method === 'HEAD') return null
  const { 'content-type': type, 'content-length': length, 'content-encoding': encoding } = request.headers
  const hasBody = request.headers['transfer-encoding'] !== undefined || Number(length ?? 0) > 0
  const isJson = type?.split(';')[0]?.trim().toLowerCase() === 'application/json'
  if (!isJson && (hasBody || type !== undefined)) return 'request.content-type'
  if (encoding !== undefined && encoding !== 'identity') return 'request.content-type'
  if (length !== undefined && Number(length) > bodyLimit) return 'request.too-large'
  return isForeign(request, origin) ? 'request.foreign-origin' : null
}
