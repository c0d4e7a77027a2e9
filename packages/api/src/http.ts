import type { IncomingMessage, ServerResponse } from 'node:http'
import { type RefusalReason, refusals } from '@shiplap/domain/refusal'
import { TRPCError } from '@trpc/server'
import { nodeHTTPRequestHandler } from '@trpc/server/adapters/node-http'
import { getHTTPStatusCodeFromError } from '@trpc/server/http'
import type { Context, Visitor } from './context.ts'
import { batchLimit, bodyLimit, whyNotRequest } from './gate.ts'
import { trpcCodes } from './refusal-codes.ts'
import { retryAfterSeconds } from './retry-after.ts'
import { appRouter } from './root.ts'
import { answerSingleCall, singleCallType } from './single-call.ts'
import { visitorOf } from './visitor.ts'

const prefix = '/api/trpc/'
const nothingAsked = new URLSearchParams()

/** Answers tRPC over HTTP. Tells false for a request that is for somebody else. */
export function createHttpDoor({
  createContext,
  origin,
  trustedProxies,
}: {
  readonly createContext: (visitor: Visitor) => Context
  readonly origin: string
  readonly trustedProxies: number
}): (request: IncomingMessage, response: ServerResponse) => boolean {
  return (request, response) => {
    const url = request.url ?? ''
    if (!url.startsWith(prefix)) return false
    const visitor = visitorOf(request, { trustedProxies, response })
    response.setHeader('cache-control', 'private, no-store')
    response.setHeader('x-content-type-options', 'nosniff')
    response.setHeader('x-request-id', visitor.requestId)
    const [path = '', search = ''] = url.slice(prefix.length).split('?', 2)
    const reason = whyNotRequest(request, path, origin)
    if (reason !== null) {
      turnAway(response, reason, visitor.requestId)
      return true
    }
    const query = search === '' ? nothingAsked : new URLSearchParams(search)
    const type = singleCallType(path, query, request.method ?? '')
    if (type !== null) {
      void answerSingleCall({ request, response, path, query, type, context: createContext(visitor) })
      return true
    }
    void nodeHTTPRequestHandler({
      router: appRouter,
      req: request,
      res: response,
      path,
      maxBodySize: bodyLimit,
      maxBatchSize: batchLimit,
      createContext: async () => createContext(visitor),
      responseMeta({ errors }) {
        const wait = retryAfterSeconds(errors)
        return wait === null ? {} : { headers: { 'retry-after': String(wait) } }
      },
    })
    return true
  }
}

/** Says no in the shape of a tRPC error, without reading the body. */
function turnAway(response: ServerResponse, reason: RefusalReason, requestId: string): void {
  const error = new TRPCError({ code: trpcCodes[refusals[reason]] })
  const httpStatus = getHTTPStatusCodeFromError(error)
  const data = { code: error.code, httpStatus, reason, details: {}, requestId }
  response.writeHead(httpStatus, { 'content-type': 'application/json', connection: 'close' })
  response.end(JSON.stringify({ error: { message: reason, code: -32600, data } }))
}
