import type { IncomingMessage, ServerResponse } from 'node:http'
import { callTRPCProcedure, getTRPCErrorFromUnknown } from '@trpc/server'
import { getHTTPStatusCodeFromError } from '@trpc/server/http'
import { TRPC_ERROR_CODES_BY_KEY } from '@trpc/server/rpc'
import { parseJson, readBody } from './body.ts'
import type { Context } from './context.ts'
import { procedureAt } from './procedures.ts'
import { retryAfterSeconds } from './retry-after.ts'
import { appRouter } from './root.ts'

/**
 * What kind of procedure a request calls when it is one plain call with a JSON input, the usual case; null when it is a
 * batch, a subscription, unknown or called by the wrong method, which the stock adapter answers. Clients notice no
 * difference; the plain call costs a third, since no Request and Response objects are made for it.
 */
export function singleCallType(
  path: string,
  query: URLSearchParams,
  method: string,
): 'query' | 'mutation' | null {
  if (query.has('batch')) return null
  const type = procedureAt(path)?._def.type
  if (type === 'query' && method === 'GET') return 'query'
  return type === 'mutation' && method === 'POST' ? 'mutation' : null
}

export async function answerSingleCall({
  request,
  response,
  path,
  query,
  type,
  context,
}: {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly path: string
  readonly query: URLSearchParams
  readonly type: 'query' | 'mutation'
  readonly context: Context
}): Promise<void> {
  const gone = new AbortController()
  response.once('close', () => {
    if (!response.writableFinished) gone.abort()
  })
  try {
    const input = parseJson(type === 'query' ? (query.get('input') ?? '') : await readBody(request))
    const data: unknown = await callTRPCProcedure({
      router: appRouter,
      path,
      type,
      ctx: context,
      getRawInput: async () => input,
      signal: gone.signal,
      batchIndex: 0,
    })
    send(response, 200, { result: data === undefined ? {} : { data } })
  } catch (thrown) {
    const error = getTRPCErrorFromUnknown(thrown)
    const wait = retryAfterSeconds([error])
    if (wait !== null) response.setHeader('retry-after', String(wait))
    const httpStatus = getHTTPStatusCodeFromError(error)
    const shape = appRouter._def._config.errorFormatter({
      error,
      type,
      path,
      input: undefined,
      ctx: context,
      shape: {
        message: error.message,
        code: TRPC_ERROR_CODES_BY_KEY[error.code],
        data: { code: error.code, httpStatus, path },
      },
    })
    send(response, httpStatus, { error: shape })
  }
}

function send(response: ServerResponse, status: number, body: object): void {
  // As text it leaves in one piece with its head; bytes would be a second one.
  const text = JSON.stringify(body)
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
  })
  response.end(text)
}
